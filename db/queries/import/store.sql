-- Stores a batch except the lines with faults. A resource that is the same as what is stored is not changed.
with item as materialized (
        select id, document::text as document, restricted::text as restricted, coalesce(restricted, document)::jsonb as whole
        from json_to_recordset(:items::json) as item (line bigint, id text, document json, restricted json)
        where line <> all (:faulty::bigint[])
), changed as (
        update {table} as t
        set data = item.whole, json = item.document, restricted = item.restricted
        from item
        where t.id = item.id and t.data <> item.whole
        returning 1
), created as (
        insert into {table} (id, data, json, restricted)
        select id, whole, document, restricted from item
        where not exists (select from {table} as t where t.id = item.id)
        returning 1
)
select (select count(*) from created), (select count(*) from changed), (select count(*) from item)
