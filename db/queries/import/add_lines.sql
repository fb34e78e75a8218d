-- Adds the lines of a batch to the temporary table, and returns those that it could not add because their resource has
-- another line.
with item as materialized (
        select line, id from json_to_recordset(:items::json) as item (line bigint, id text)
), noted as (
        insert into import_line (line, collection, id)
        select line, :collection::text, id from item order by line
        on conflict do nothing
        returning line
)
select item.line, '' as pointer, 'duplicate' as code, item.id as arg0, null::text as arg1
from item
where line not in (select line from noted)
