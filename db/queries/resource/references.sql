-- References of a document to resources that do not exist. References to resources of the same transaction that are not
-- stored because of other faults (`notStored`) are not reported. If a resource was merged into another, the fault names that.
select pointer, case when went.id is null then 'unknown_reference' else 'merged_away' end as code, target_id as arg0,
       coalesce(went.id, target_collection) as arg1
from references_of_{table}(:document::jsonb) as r, lateral (select successor(r.target_collection, r.target_id)) as went (id)
where not exists (
        select from resource where collection = r.target_collection and id = r.target_id)
  and (r.target_collection, r.target_id) <> (:collection::text, :id::text)
  and (r.target_collection || '/' || r.target_id) <> all (:notStored::text[])
