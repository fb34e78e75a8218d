-- The meetings of a body, newest first.
select string_agg(m.json, ',' order by m.date desc nulls last, m.id)
from (select * from meetings where body = t.id order by date desc nulls last, id limit 500) as m
