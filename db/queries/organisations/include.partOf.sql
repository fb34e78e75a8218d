-- The organisations that an organisation is part of.
select string_agg(o.json, ',' order by o.id)
from organisations as o
where o.id in (
        select r.target_id from reference as r
        where r.collection = 'organisations' and r.id = t.id and r.pointer like '/partOf/%')
