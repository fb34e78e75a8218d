-- A page of the feed: the changes after a place (revision, sequence), in the order of the commits, each row with the
-- revision that the register has in the same snapshot, so that an empty page says how far it is empty. One row without
-- a change where there is none. Served by the unique index on revision (revision) and the key of change.
select n.revision, p.revision, p.sequence, p.collection, p.id, p.operation, p.version, instant(p.at), p.actor, p.body, p.json
from revision_counter as n
left join lateral (
        select r.revision, c.sequence, c.collection, c.id, c.operation, c.version, r.at, r.actor, c.body,
               case when c.operation = 'deleted' then null
                    when :restricted::boolean then coalesce(c.restricted, c.json)
                    else c.json end as json
        from revision as r
        join change as c using (transaction)
        where r.revision >= :revision::bigint
          and (r.revision > :revision::bigint or c.sequence > :sequence::bigint)
          and c.collection = any (:type::text[])
          and (c.body = any (:body::text[]) or c.former_body = any (:body::text[]))
        order by r.revision, c.sequence
        limit :limit::integer
) as p on true
order by p.revision, p.sequence
