-- A page of the feed: the changes after a place (revision, sequence), in the order of the commits, each row with the
-- revision that the register has in the same snapshot, and with the one up to which was looked: at most so many revisions
-- at a time, so that a filter that nothing passes costs no more than that. One row without a change where there is none.
-- What is left of a revision that the page before ended in is found by the key of change; what follows, by walking the
-- revisions in order, so that no page reads a large transaction from its beginning.
-- Whoever asks for what comes after a revision that a restore took away is told a revision before his: he has to begin anew.
select case when is_lost(:revision::bigint) then -1 else n.revision end, w.reached, p.revision, p.sequence, p.collection, p.id, p.operation, p.version, instant(p.at), p.actor,
       p.body, p.json, p.merged_into
from revision_counter as n
cross join lateral (
        select least(n.revision, last_of_step(:revision::bigint, 20000)) as reached
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
