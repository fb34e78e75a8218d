-- References of a document to resources that do not exist. References to resources of the same transaction that are not
-- stored because of other faults (`coming`) are not reported.
select pointer, 'unknown_reference' as code, target_id as arg0, target_collection as arg1
from references_of_{table}(:document::jsonb) as r
where not exists (
        select from resource where collection = r.target_collection and id = r.target_id)
  and (r.target_collection, r.target_id) <> (:collection::text, :id::text)
  and (r.target_collection || '/' || r.target_id) <> all (:coming::text[])
