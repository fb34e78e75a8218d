-- The waivers of a body's rules, and its own waivers of general rules.
select string_agg(json, ',' order by id)
from (
        select w.id, w.json from waivers as w join rules as r on r.id = w.rule where r.body = t.id
        union all
        select w.id, w.json from waivers as w join rules as r on r.id = w.rule where w.body = t.id and r.applied_to is not null
) as waiver
