-- Moves a subscription's place in the feed, and makes deliveries of what lies between: in the order of the feed, which is
-- that of their ids.
with now as (
        select revision from revision_counter
), page as materialized (
        select r.revision, c.sequence, c.transaction, c.collection, c.id, c.operation
        from webhooks as w, revision as r join change as c using (transaction)
        where w.id = :id::text
          and r.revision >= :revision::bigint
          and (r.revision > :revision::bigint or c.sequence > :sequence::bigint)
          and (w.data->'types' is null or w.data->'types' ? c.collection)
          and (w.data->'bodies' is null or w.data->'bodies' ? c.body or w.data->'bodies' ? c.former_body)
        order by r.revision, c.sequence
        limit 500
), made as (
        insert into webhook_delivery (webhook, event, resource, transaction, sequence)
        select :id::text, 'samrad.' || collection || '.' || operation, collection || '/' || id, transaction, sequence
        from page
        order by revision, sequence
), reached as (
        select case when count(*) = 500 then max(revision) else (select revision from now) end as revision,
               case when count(*) = 500 then (array_agg(sequence order by revision desc, sequence desc))[1]
                    else 281474976710655 end as sequence,
               count(*) as made
        from page
)
update webhooks as w
set revision = reached.revision, sequence = reached.sequence
from reached
where w.id = :id::text
returning reached.made
