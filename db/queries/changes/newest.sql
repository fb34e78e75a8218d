-- The newest changes, or those before a position, the newest first, for feed readers. The last column is the name of
-- the changed resource.
select n.revision, n.revision, p.revision, p.sequence, p.collection, p.id, p.operation, p.version, instant(p.at), p.actor, p.body,
       case jsonb_typeof(p.data->'name')
            when 'string' then p.data->>'name'
            else coalesce(main_text(p.data->'name'), main_text(p.data->'title'), main_text(p.data->'text')) end,
       instant(n.at)
from revision_counter as n
left join lateral (
        select r.revision, c.sequence, c.collection, c.id, c.operation, c.version, r.at, r.actor, c.body, c.json::jsonb as data
        from revision as r
        join change as c using (transaction)
        where r.revision is not null
          and r.revision <= :beforeRevision::bigint
          and (r.revision < :beforeRevision::bigint or c.sequence < :beforeSequence::bigint)
          and r.revision >= :revision::bigint
          and (r.revision > :revision::bigint or c.sequence > :sequence::bigint)
          and c.collection = any (:type::text[])
          and (c.body = any (:body::text[]) or c.former_body = any (:body::text[]))
        order by r.revision desc, c.sequence desc
        limit :limit::integer
) as p on true
order by p.revision desc, p.sequence desc
