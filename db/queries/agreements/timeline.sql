-- An agreement with those that it renews or supersedes, those that renew or supersede it, those that it rests on and
-- those that rest on it, in one row: the nearest of them in order of time, the revision, whether these are all, their
-- relations, what else it rests on, the bodies it establishes, and its commitments.
with recursive
tie (source, kind, target) as not materialized (
        select r.id, split_part(r.pointer, '/', 2), r.target_id
        from reference as r
        where r.collection = 'agreements' and r.target_collection = 'agreements'
          and (r.pointer like '/renews/%' or r.pointer like '/supersedes/%' or r.pointer like '/basedOn/%')
),
chain (id, depth) as (
        select a.id, 0 from agreements as a where a.id = :id::text
        union
        select next.id, chain.depth + 1
        from chain, lateral (
                select t.target from tie as t where t.source = chain.id and t.kind <> 'basedOn'
                union all
                select t.source from tie as t where t.target = chain.id and t.kind <> 'basedOn'
        ) as next (id)
        where chain.depth < 50
),
near (id, depth) as (
        select id, min(depth)
        from (
                select * from (select * from chain limit 20000) as looked_at
                union all select target, 1 from tie where source = :id::text and kind = 'basedOn'
                union all select source, 1 from tie where target = :id::text and kind = 'basedOn'
        ) as found
        group by id
),
shown as materialized (
        select a.id, a.data
        from near join agreements as a using (id)
        order by near.depth, a.id
        limit 100
)
select (
        select string_agg(json_strip_nulls(json_build_object(
                'agreement', id, 'title', data->'title', 'kind', data->'kind', 'signedOn', data->'signedOn',
                'validFrom', data->'validFrom', 'validTo', data->'validTo'))::text, ','
                order by coalesce(first_day(data->>'validFrom'), first_day(data->>'signedOn')), id)
        from shown),
       instant(clock()),
       (select revision from revision_counter),
       case when (select count(*) from near) > 100 then 'false' else 'true' end,
       coalesce((
                select string_agg(distinct json_strip_nulls(json_build_object('from', source, 'kind', kind, 'to', target))::text, ',')
                from tie
                where source in (select id from shown) and target in (select id from shown)), ''),
       coalesce((
                select string_agg(json_strip_nulls(json_build_object(
                        'body', b.id, 'title', coalesce(b.data->'name', jsonb_build_object('nb', item->'title'))))::text, ','
                        order by n)
                from jsonb_array_elements(a.data->'basedOn') with ordinality as based (item, n)
                left join bodies as b on b.id = item->>'body'
                where not item ? 'agreement'), ''),
       coalesce((
                select string_agg(json_strip_nulls(json_build_object(
                        'body', b.id, 'name', b.data->'name', 'kind', b.data->'kind', 'validFrom', b.data->'validFrom',
                        'validTo', b.data->'validTo'))::text, ',' order by n)
                from jsonb_array_elements_text(a.data->'establishes') with ordinality as established (body, n)
                join bodies as b on b.id = body), ''),
       coalesce(a.data->>'commitments', '[]')
from agreements as a
where a.id = :id::text
