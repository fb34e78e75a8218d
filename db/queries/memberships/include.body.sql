-- The body of a membership.
select o.json
from bodies as o
where o.id = (select x.body from memberships as x where x.id = t.id)
