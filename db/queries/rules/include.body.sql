-- The body of a rule.
select o.json
from bodies as o
where o.id = (select x.body from rules as x where x.id = t.id)
