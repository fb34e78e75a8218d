-- Moves a subscription's position in the feed, and makes deliveries of the changes that it passes. Their ids are in the
-- order of the feed. Changes are found as for a page of the feed (changes/page.sql): at most five hundred, from a
-- limited number of revisions.
with w as (
        select data, least(n.revision, feed_step_end(:revision::bigint, 20000)) as reached
        from webhooks, revision_counter as n
        where id = :id::text
), page as materialized (
        select * from (
                (
                select r.revision, r.transaction, c.*
                from w, revision as r
                cross join lateral (
                        select c.sequence, c.collection, c.id, c.operation
                        from change as c
                        where c.transaction = r.transaction
                          and c.sequence > :sequence::bigint
                          and (w.data->'types' is null or w.data->'types' ? c.collection)
                          and (w.data->'bodies' is null or w.data->'bodies' ? c.body or w.data->'bodies' ? c.former_body)
                        order by c.sequence
                        limit 500
                ) as c
                where r.revision = :revision::bigint
                )
                union all
                (
                select r.revision, r.transaction, c.*
                from w, revision as r
                cross join lateral (
                        select c.sequence, c.collection, c.id, c.operation
                        from change as c
                        where c.transaction = r.transaction
                          and (w.data->'types' is null or w.data->'types' ? c.collection)
                          and (w.data->'bodies' is null or w.data->'bodies' ? c.body or w.data->'bodies' ? c.former_body)
                        order by c.sequence
                        limit 500
                ) as c
                where r.revision > :revision::bigint
                  and r.revision <= w.reached
                order by r.revision, c.sequence
                limit 500
                )
        ) as both_parts
        order by revision, sequence
        limit 500
), made as (
        insert into webhook_delivery (webhook, event, resource, transaction, sequence)
        select :id::text, 'samrad.' || collection || '.' || operation, collection || '/' || id, transaction, sequence
        from page
        order by revision, sequence
), place as (
        select case when count(*) = 500 then max(revision) else (select reached from w) end as revision,
               case when count(*) = 500 then (array_agg(sequence order by revision desc, sequence desc))[1]
                    else 281474976710655 end as sequence,
               count(*) as made
        from page
)
update webhooks
set revision = place.revision, sequence = place.sequence
from place
where id = :id::text
returning place.made
