-- What an import has written, in the order of the lines: the members that differ, before and after; last, how many
-- resources there are altogether.
select l.line, c.collection, c.id, c.operation,
       (
               select jsonb_object_agg(key, value)
               from jsonb_each(before.json::jsonb)
               where key not in ('id', 'version', 'createdAt', 'updatedAt') and value is distinct from c.json::jsonb->key
       ),
       (
               select jsonb_object_agg(key, value)
               from jsonb_each(case when c.operation <> 'deleted' then c.json::jsonb end)
               where key not in ('id', 'version', 'createdAt', 'updatedAt')
                 and (before.json is null or value is distinct from before.json::jsonb->key)
       ),
       count(*) over ()
from import_line as l
join change as c using (collection, id)
left join change as before on before.collection = c.collection and before.id = c.id and before.version = c.version - 1
     and before.operation <> 'deleted'
where c.transaction = nullif(current_setting('samrad.transaction', true), '')::bigint
order by l.line, c.collection, c.id
limit :limit::integer
