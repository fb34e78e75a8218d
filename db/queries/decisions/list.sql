-- Decisions of all minutes. A date known only to a month counts as its first day.
select d.id, d.version, d.json, d.restricted,
       coalesce(d.date, '-infinity') as "sort.date", d.number as "sort.number", d.id as "sort.id",
       d.updated_at as "sort.updatedAt"
from decisions as d
where true
  and d.id = any (:id::text[])
  and d.body = any (:body::text[])
  and d.minutes = any (:meeting::text[])
  and d.kind = any (:kind::text[])
  and d.date >= :from::date
  and d.date <= :to::date
  and matches(d.search, d.words, :q::text)
