-- The meeting of minutes.
select o.json
from meetings as o
where o.id = (select x.meeting from minutes as x where x.id = t.id)
