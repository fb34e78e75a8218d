-- The office of a membership.
select o.json
from offices as o
where o.id = (select x.office from memberships as x where x.id = t.id)
