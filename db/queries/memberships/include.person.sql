-- The person of a membership.
select o.json
from persons as o
where o.id = (select x.person from memberships as x where x.id = t.id)
