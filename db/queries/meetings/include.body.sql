-- The body of a meeting.
select o.json
from bodies as o
where o.id = (select x.body from meetings as x where x.id = t.id)
