-- The waivers of a rule.
select string_agg(w.json, ',' order by w.id)
from waivers as w
where w.rule = t.id
