-- References of a document to what does not exist, and is not among the resources of the same transaction (`coming`) that
-- are not stored because something else is wrong with them.
select pointer, 'unknown_reference' as code, target_id as arg0, target_collection as arg1
from references_of_{table}(:document::jsonb) as r
where not exists (
        select from resource where collection = r.target_collection and id = r.target_id)
  and (r.target_collection, r.target_id) <> (:collection::text, :id::text)
  and (r.target_collection || '/' || r.target_id) <> all (:coming::text[])
