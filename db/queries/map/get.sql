-- The map of bodies on a day, in one row: the nodes, the state of the register, the edges between nodes, whether there
-- are more nodes than `maxNodes`, and which of the requested bodies do not exist. An edge goes from its source to its
-- target. The recursion reads at most `maxRows` rows; by then it has found more nodes than permitted.
with recursive
every_edge (kind, source, source_id, target, target_id) as not materialized (
        select 'establishes', r.target_collection, r.target_id, r.collection, r.id
        from reference as r where r.collection = 'bodies' and r.pointer like '/establishedBy/%'
        union all
        select 'establishes', r.collection, r.id, r.target_collection, r.target_id
        from reference as r where r.collection = 'agreements' and r.pointer like '/establishes/%'
        union all
        select 'reportsTo', r.collection, r.id, r.target_collection, r.target_id
        from reference as r where r.collection = 'bodies' and r.pointer like '/reportsTo/%'
        union all
        select 'within', r.collection, r.id, r.target_collection, r.target_id
        from reference as r where r.collection = 'bodies' and r.pointer = '/within'
        union all
        select 'party', r.target_collection, r.target_id, r.collection, r.id
        from reference as r where r.collection in ('bodies', 'agreements') and r.pointer ~ '^/parties/[0-9]+/organisation$'
        union all
        select 'represented', 'organisations', m.organisation, 'bodies', m.body
        from memberships as m
        where m.valid @> :at::date and m.role in ('chair', 'deputyChair', 'member', 'observer')
        union all
        select 'represented', 'organisations', o.organisation, 'bodies', m.body
        from memberships as m join offices as o on o.id = m.office
        where m.organisation is null and m.valid @> :at::date and m.role in ('chair', 'deputyChair', 'member', 'observer')
        union all
        select 'represented', r.target_collection, r.target_id, 'bodies', rules.body
        from reference as r join rules on rules.id = r.id
        where r.collection = 'rules' and (r.pointer like '%/memberOf/body' or r.pointer = '/per/membersOf/body')
          and rules.valid @> :at::date
),
edge as not materialized (
        select kind, source, source_id, target, target_id
        from every_edge
        where source_id is not null and target_id is not null and kind = any (:edge::text[])
),
placed (id) as (
        select b.id
        from bodies as b
        where true
          and b.area = any (:area::text[])
        union
        select b.id from placed join bodies as b on b.within = placed.id
),
shown (id) as not materialized (
        select b.id
        from bodies as b
        where b.valid @> :at::date
          and b.kind = any (:kind::text[])
          and (:area::text[] is not null and b.id in (select id from placed))
),
walk (collection, id, depth) as (
        select 'bodies' collate "C", b.id, 0
        from bodies as b
        where true
          and b.id = any (:body::text[])
          and (:allBodies::text is not null and b.id in (select id from shown))
        union
        select next.collection collate "C", next.id, walk.depth + 1
        from walk, lateral (
                select e.target, e.target_id from edge as e where e.source = walk.collection and e.source_id = walk.id
                union all
                select e.source, e.source_id from edge as e where e.target = walk.collection and e.target_id = walk.id
        ) as next (collection, id)
        where walk.depth < :depth::integer
          and (next.collection <> 'bodies' or exists (select from shown where shown.id = next.id))
          and (next.collection <> 'agreements' or exists (select from agreements as a where a.id = next.id and a.valid @> :at::date))
),
node (collection, id) as materialized (
        select distinct collection, id
        from (select * from walk limit :maxRows::integer) as looked_at
),
tie as materialized (
        select e.kind, e.source || '/' || e.source_id as source, t.collection || '/' || t.id as target,
               case e.kind when 'represented' then count(*) else 1 end as count
        from node as t,
             lateral (select * from edge where edge.target = t.collection and edge.target_id = t.id offset 0) as e -- by the index
        where (select count(*) from node) <= :maxNodes::integer
          and (e.source, e.source_id) in (select collection, id from node)
        group by e.kind, e.source, e.source_id, t.collection, t.id
),
named as (
        select collection, id,
               case collection
                        when 'bodies' then (select data from bodies where bodies.id = node.id)
                        when 'organisations' then (select data from organisations where organisations.id = node.id)
                        else (select data from agreements where agreements.id = node.id)
               end as data
        from node
)
select coalesce((
                select string_agg(json_strip_nulls(json_build_object(
                        'key', collection || '/' || id, 'type', collection, 'id', id, 'name', coalesce(data->'name', data->'title'),
                        'shortName', data->>'shortName', 'kind', data->>'kind', 'validFrom', data->>'validFrom',
                        'validTo', data->>'validTo'))::text, ',' order by collection, id)
                from named), ''),
       instant(clock()),
       (select revision from revision_counter),
       coalesce((
                select string_agg(json_strip_nulls(json_build_object('kind', kind, 'from', source, 'to', target, 'count', count))::text, ','
                                  order by kind, source, target)
                from tie), ''),
       (select count(*) from node) > :maxNodes::integer,
       ''
       || (select asked from unnest(:body::text[]) as asked where not exists (select from bodies as b where b.id = asked) order by asked limit 1)
