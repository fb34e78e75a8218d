-- The documents that belong to an agreement.
select string_agg(o.json, ',' order by o.id)
from documents as o
where o.agreement = t.id
