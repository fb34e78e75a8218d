-- Meetings. Served by the index on (body, day, id). A date known only to a month counts as its first day.
select m.id, m.version, m.json, m.restricted,
       coalesce(m.day, '-infinity') as "sort.date", coalesce(m.number, 0) as "sort.number",
       m.id as "sort.id", m.updated_at as "sort.updatedAt"
from meetings as m
where true
  and m.id = any (:id::text[])
  and m.data ? 'identifiers' and m.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and m.body = any (:body::text[])
  and m.status = any (:status::text[])
  and m.number = any (:number::integer[])
  and m.day >= :from::date
  and m.day <= :to::date
  and m.day = :validAt::date
  and matches(m.search, m.words, :q::text)
  and m.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
