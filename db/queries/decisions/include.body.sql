-- The body that made a decision.
select o.json
from bodies as o
where o.id = (select x.body from decisions as x where x.id = t.id)
