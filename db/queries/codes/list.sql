-- Codes with their names.
select c.id, c.version, c.json, c.restricted,
       left(c.name, 200) collate "nb-x-icu" as "sort.name", c.code as "sort.code", c.id as "sort.id", c.updated_at as "sort.updatedAt"
from codes as c
where true
  and c.id = any (:id::text[])
  and c.data ? 'identifiers' and c.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and c.of = any (:of::text[])
  and c.code = any (:code::text[])
  and matches(c.search, c.words, :q::text)
  and c.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
