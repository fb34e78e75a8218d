-- The body whose meeting it was.
select o.json
from bodies as o
where o.id = (select m.body from minutes as x join meetings as m on m.id = x.meeting where x.id = t.id)
