-- A page of the feed: the changes after a position (revision, sequence), in the order of the commits. Each row has the
-- register's revision in the same snapshot, and the revision up to which the query has looked: it looks at a limited
-- number of revisions, so that a filter that nothing matches has bounded cost. If there is no change, there is one row
-- without a change. What is left of a revision in which the page before ended is found by the key of `change`; what
-- follows is found by walking the revisions in order, so that no page reads a large transaction from its beginning. A
-- client that asks for changes after a revision that a restore has taken away gets a revision before its own, and must
-- begin anew.
select case when is_lost(:revision::bigint) then -1 else n.revision end, w.reached, p.revision, p.sequence, p.collection, p.id, p.operation, p.version, instant(p.at), p.actor,
       p.body, p.json, p.merged_into
from revision_counter as n
cross join lateral (
        select least(n.revision, feed_step_end(:revision::bigint, 20000)) as reached
) as w
left join lateral (
        select * from (
                (
                select r.revision, r.at, r.actor, c.*
                from revision as r
                cross join lateral (
                        select c.sequence, c.collection, c.id, c.operation, c.version, c.body, c.merged_into,
                               case when c.operation = 'deleted' then null
                                    when :restricted::boolean then coalesce(c.restricted, c.json)
                                    else c.json end as json
                        from change as c
                        where c.transaction = r.transaction
                          and c.sequence > :sequence::bigint
                          and c.collection = any (:type::text[])
                          and (c.body = any (:body::text[]) or c.former_body = any (:body::text[]))
                        order by c.sequence
                        limit :limit::integer
                ) as c
                where r.revision = :revision::bigint
                )
                union all
                (
                select r.revision, r.at, r.actor, c.*
                from revision as r
                cross join lateral (
                        select c.sequence, c.collection, c.id, c.operation, c.version, c.body, c.merged_into,
                               case when c.operation = 'deleted' then null
                                    when :restricted::boolean then coalesce(c.restricted, c.json)
                                    else c.json end as json
                        from change as c
                        where c.transaction = r.transaction
                          and c.collection = any (:type::text[])
                          and (c.body = any (:body::text[]) or c.former_body = any (:body::text[]))
                        order by c.sequence
                        limit :limit::integer
                ) as c
                where r.revision > :revision::bigint
                  and r.revision <= w.reached
                order by r.revision, c.sequence
                limit :limit::integer
                )
        ) as both_parts
        order by revision, sequence
        limit :limit::integer
) as p on true
order by p.revision, p.sequence
