-- The waivers of a body's rules.
select string_agg(w.json, ',' order by w.id)
from waivers as w join rules as r on r.id = w.rule
where r.body = t.id
