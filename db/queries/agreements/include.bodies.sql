-- The bodies that an agreement establishes.
select string_agg(b.json, ',' order by b.id)
from bodies as b
where b.id in (
        select r.target_id from reference as r
        where r.collection = 'agreements' and r.id = t.id and r.pointer like '/establishes/%')
