-- Memberships. A search looks in the names of the person, the organisation and the office.
select m.id, m.version, m.json, m.restricted,
       m.body as "sort.body", m.role as "sort.role", coalesce(lower(m.valid), '-infinity') as "sort.validFrom",
       coalesce(upper(m.valid), 'infinity') as "sort.validTo", m.id as "sort.id", m.updated_at as "sort.updatedAt"
from memberships as m
where true
  and m.id = any (:id::text[])
  and m.data ? 'identifiers' and m.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and m.body = any (:body::text[])
  and m.role = any (:role::text[])
  and m.person = any (:person::text[])
  and m.organisation = any (:organisation::text[])
  and m.office = any (:office::text[])
  and m.area = any (:area::text[])
  and m.appointed_by = any (:appointedBy::text[])
  and m.data->'categories' ?| :category::text[]
  and m.data->'traits' ?| :trait::text[]
  and (m.person in (select id from persons where matches(search, words, :q::text)) or m.organisation in (select id from organisations where matches(search, words, :q::text)) or m.office in (select id from offices where matches(search, words, :q::text)))
  and m.valid @> :validAt::date
  and m.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
