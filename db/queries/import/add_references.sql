-- Adds the references of the lines with faults to the temporary table.
insert into import_reference (line, pointer, target_collection, target_id)
select item.line, r.pointer, r.target_collection, r.target_id
from json_to_recordset(:items::json) as item (line bigint, id text, document json, restricted json),
     lateral references_of(:collection::text, coalesce(item.restricted, item.document)::jsonb) as r
where item.line = any (:faulty::bigint[])
  and json_typeof(item.document) = 'object'
  and (r.target_collection, r.target_id) <> (:collection::text, item.id)
