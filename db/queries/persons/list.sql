-- Persons, by name.
select p.id, p.version, p.json, p.restricted,
       left(p.name, 200) collate "nb-x-icu" as "sort.name", p.id as "sort.id", p.updated_at as "sort.updatedAt"
from persons as p
where true
  and p.id = any (:id::text[])
  and p.data ? 'identifiers' and p.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and p.name = any (:name::text[])
  and matches(p.search, p.words, :q::text)
  and p.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
