-- The rules of a body.
select string_agg(r.json, ',' order by r.id)
from rules as r
where r.body = t.id
