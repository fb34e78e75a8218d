-- The memberships of a body in force on the date.
select string_agg(m.json, ',' order by m.valid, m.id)
from memberships as m
where m.body = t.id and m.valid @> :at::date
