-- Adds lines that delete, and returns those whose resource has another line. Resources in the scope of an import that
-- have no line are added with the line 0.
with item as materialized (
        select line, id from json_to_recordset(:items::json) as item (line bigint, id text)
), noted as (
        insert into import_line (line, collection, id, removed)
        select line, :collection::text, id, true from item order by line
        on conflict do nothing
        returning line
)
select item.line, '' as pointer, 'duplicate' as code, item.id as arg0, null::text as arg1
from item
where line > 0 and line not in (select line from noted)
