-- All that a check of some bodies asks, a row each, in order of id: rules, memberships, waivers and meetings, and
-- whatever these refer to, with what that is within. Bodies that a rule refers to come with their memberships and
-- meetings. `changes` are documents that are only thought of, `meeting` one whose attendance is judged: what they refer
-- to comes too. What is seen is looked up one by one, by its key: so the tables' size does not matter.
with recursive
seen (root, collection, id) as (
        (
        select id, 'bodies' collate "C", id from bodies where id = any (:ids::text[])
        union all select b.id, r.target_collection, r.target_id from bodies as b, jsonb_array_elements(:changes::jsonb) as item, references_of(item->>'collection', item->'document') as r where b.id = any (:ids::text[])
        union all select b.id, 'areas', a.id from bodies as b, jsonb_array_elements(:changes::jsonb) as item, areas as a where b.id = any (:ids::text[]) and a.kind = item->'document'->'per'->>'areaKind'
        union all select b.id, r.target_collection, r.target_id from bodies as b, reference as r where b.id = any (:ids::text[]) and r.collection = 'meetings' and r.id = :meeting::text
        )
        union
        select seen.root, next.collection, next.id
        from seen, lateral (
                select 'rules' as collection, id from rules where seen.collection = 'bodies' and seen.id = seen.root and body = seen.id
                union all
                select 'memberships', id from memberships where seen.collection = 'bodies' and body = seen.id
                union all
                select target_collection, target_id from reference as r
                where r.collection = seen.collection and r.id = seen.id
                  and (seen.collection in ('rules', 'memberships')
                       or seen.collection in ('organisations', 'areas') and r.pointer ~ '^/(partOf|within)/')
                union all
                select 'offices', office from office_holder where seen.collection = 'persons' and person = seen.id
                union all
                select 'areas', areas.id
                from rules join areas on areas.kind = rules.data->'per'->>'areaKind'
                where seen.collection = 'rules' and rules.id = seen.id
        ) as next
),
world as (
        select root,
               string_agg(case when collection = 'organisations' then (select json from organisations as o where o.id = seen.id) end, ',') as organisations,
               string_agg(case when collection = 'areas' then (select json from areas as a where a.id = seen.id) end, ',') as areas,
               string_agg(case when collection = 'offices' then (select json from offices as o where o.id = seen.id) end, ',') as offices,
               string_agg(case when collection = 'persons' then (select coalesce(restricted, json) from persons as p where p.id = seen.id) end, ',') as persons,
               string_agg(case when collection = 'bodies' and seen.id <> root then (
                        select left(b.json, -1)
                                || ',"memberships":[' || coalesce((select string_agg(m.json, ',') from memberships as m where m.body = b.id), '') || ']'
                                || ',"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = b.id), '') || ']}'
                        from bodies as b where b.id = seen.id) end, ',') as bodies
        from seen
        group by root
)
select '{"body":' || b.json
        || ',"rules":[' || coalesce((select string_agg(r.json, ',') from rules as r where r.body = b.id), '') || ']'
        || ',"memberships":[' || coalesce((select string_agg(m.json, ',') from memberships as m where m.body = b.id), '') || ']'
        || ',"waivers":[' || coalesce((select string_agg(w.json, ',') from waivers as w join rules as r on r.id = w.rule where r.body = b.id), '') || ']'
        || ',"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = b.id), '') || ']'
        || ',"organisations":[' || coalesce(world.organisations, '') || ']'
        || ',"areas":[' || coalesce(world.areas, '') || ']'
        || ',"offices":[' || coalesce(world.offices, '') || ']'
        || ',"persons":[' || coalesce(world.persons, '') || ']'
        || ',"bodies":[' || coalesce(world.bodies, '') || ']}',
       instant(statement_timestamp()),
       (select revision from revision_counter),
       b.id
from bodies as b
join world on world.root = b.id
where b.id = any (:ids::text[])
order by b.id
