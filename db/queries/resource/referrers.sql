-- The resources that refer to a resource, except itself: why it cannot be deleted. Served by the index on reference
-- (target_collection, target_id).
select collection, id, pointer
from reference
where target_collection = :collection::text
  and target_id = :id::text
  and (collection, id) <> (:collection::text, :id::text)
  and (collection || '/' || id) <> all (:notStored::text[])
order by collection, id, pointer
limit 100
