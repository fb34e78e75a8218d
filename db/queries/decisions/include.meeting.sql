-- The meeting that made a decision.
select o.json
from meetings as o
where o.id = (select x.minutes from decisions as x where x.id = t.id)
