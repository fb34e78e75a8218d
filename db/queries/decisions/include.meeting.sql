-- The meeting in which a decision was taken.
select o.json
from meetings as o
where o.id = (select x.minutes from decisions as x where x.id = t.id)
