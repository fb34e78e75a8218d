-- The organisation of an office.
select o.json
from organisations as o
where o.id = (select x.organisation from offices as x where x.id = t.id)
