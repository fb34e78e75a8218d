-- The meetings of a body, the newest first.
select string_agg(m.json, ',' order by m.day desc nulls last, m.id)
from (select * from meetings where body = t.id order by day desc nulls last, id limit 500) as m
