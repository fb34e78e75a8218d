-- References to resources that do not exist, while the constraint that forbids them is still deferred.
select r.collection || '/' || r.id || '#' || r.pointer,
       'there is no ' || r.target_id || ' in ' || r.target_collection
from reference as r
where not exists (
        select from resource where collection = r.target_collection and id = r.target_id)
order by 1
limit 100
