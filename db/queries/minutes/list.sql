-- Minutes, by the day of the meeting.
select n.id, n.version, n.json, n.restricted,
       coalesce(m.day, '-infinity') as "sort.date", n.id as "sort.id", n.updated_at as "sort.updatedAt"
from minutes as n
join meetings as m on m.id = n.meeting
where true
  and n.id = any (:id::text[])
  and n.data ? 'identifiers' and n.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and n.meeting = any (:meeting::text[])
  and m.body = any (:body::text[])
  and n.status = any (:status::text[])
  and m.day = :validAt::date
  and matches(n.search, n.words, :q::text)
  and n.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
