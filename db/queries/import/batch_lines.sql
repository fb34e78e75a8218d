-- The lines of a batch.
select line, id, coalesce(restricted, document)::jsonb as whole
from json_to_recordset(:items::json) as item (line bigint, id text, document json, restricted json)
