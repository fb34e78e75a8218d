-- The agreements that establish a body.
select string_agg(a.json, ',' order by a.id)
from agreements as a
where a.id in (
        select r.id from reference as r
        where r.collection = 'agreements' and r.target_collection = 'bodies' and r.target_id = t.id
          and r.pointer like '/establishes/%')
