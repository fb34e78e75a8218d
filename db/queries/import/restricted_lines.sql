-- Lines of a batch that would replace what the caller may not see.
select item.line, '' as pointer, 'restricted' as code, :scope::text as arg0, null::text as arg1
from json_to_recordset(:items::json) as item (line bigint, id text)
join {table} as t on t.id = item.id
where t.restricted is not null
