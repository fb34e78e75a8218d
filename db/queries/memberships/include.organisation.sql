-- The organisation that a membership represents.
select o.json
from organisations as o
where o.id = (select x.organisation from memberships as x where x.id = t.id)
