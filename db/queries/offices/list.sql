-- Offices and their holders.
select o.id, o.version, o.json, o.restricted,
       left(o.title, 200) collate "nb-x-icu" as "sort.title", o.id as "sort.id", o.updated_at as "sort.updatedAt"
from offices as o
where true
  and o.id = any (:id::text[])
  and o.data ? 'identifiers' and o.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and o.organisation = any (:organisation::text[])
  and o.id in (select office from office_holder where person = any (:holder::text[]))
  and matches(o.search, o.words, :q::text)
  and o.valid @> :validAt::date
  and o.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
