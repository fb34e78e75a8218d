-- The minutes of a meeting.
select o.json
from minutes as o
where o.id = (select x.id from meetings as x where x.id = t.id)
