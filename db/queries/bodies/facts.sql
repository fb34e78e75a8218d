-- All that a check of some bodies asks, a row each, in order of id: rules, memberships, waivers and meetings, and
-- whatever these refer to. Bodies that a rule refers to come with their memberships and meetings. `changes` are documents
-- that are only thought of, `meeting` one whose attendance is judged: what they refer to comes too. What is seen is
-- looked up one by one, by its key: so the tables' size does not matter. What no rule asks for is not looked for: what
-- something is within, which offices a person holds, whose gender is known.
with recursive
asked (root, chained, held, gendered) as (
        select b.id,
               coalesce(bool_or(strpos(r.json, 'ithin"') > 0), false)
                or :changes::text like '%ithin"%'
                or :meeting::text is not null
               ,
               coalesce(bool_or(strpos(r.json, '"office"') > 0 or strpos(r.json, 'Of":') > 0), false)
                or :changes::text is not null
                or :meeting::text is not null
               ,
               coalesce(bool_or(r.kind = 'balance' or strpos(r.json, '"gender"') > 0), false)
                or :changes::text is not null
        from bodies as b left join rules as r on r.body = b.id
        where b.id = any (:ids::text[])
        group by b.id
),
seen (root, chained, held, collection, id) as (
        (
        select a.root, a.chained, a.held, r.collection collate "C", r.id collate "C"
        from asked as a
        join memberships as m on m.body = a.root
        cross join lateral (values ('organisations', m.organisation), ('organisations', m.appointed_by), ('offices', m.office),
                            ('organisations', m.data->>'nominatedBy'), ('areas', m.area), ('persons', m.person)) as r (collection, id)
        where r.id is not null
        union all
        select a.root, a.chained, a.held, r.target_collection, r.target_id
        from asked as a
        join rules on rules.body = a.root
        join reference as r on r.collection = 'rules' and r.id = rules.id and r.pointer <> '/body'
        union all
        select a.root, a.chained, a.held, 'areas', areas.id
        from asked as a
        join rules on rules.body = a.root
        join areas on areas.kind = rules.data->'per'->>'areaKind'
        union all select a.root, a.chained, a.held, r.target_collection, r.target_id from asked as a, jsonb_array_elements(:changes::jsonb) as item, references_of(item->>'collection', item->'document') as r
        union all select a.root, a.chained, a.held, 'areas', areas.id from asked as a, jsonb_array_elements(:changes::jsonb) as item, areas where areas.kind = item->'document'->'per'->>'areaKind'
        union all select a.root, a.chained, a.held, r.target_collection, r.target_id from asked as a, reference as r where r.collection = 'meetings' and r.id = :meeting::text
        )
        union
        select seen.root, seen.chained, seen.held, next.collection, next.id
        from seen, lateral (
                select r.collection collate "C", r.id collate "C"
                from memberships as m
                cross join lateral (values ('organisations', m.organisation), ('organisations', m.appointed_by), ('offices', m.office),
                                    ('organisations', m.data->>'nominatedBy'), ('areas', m.area), ('persons', m.person)) as r (collection, id)
                where seen.collection = 'bodies' and m.body = seen.id and seen.id <> seen.root and r.id is not null
                union all
                select r.target_collection, r.target_id
                from reference as r
                where seen.chained and seen.collection in ('organisations', 'areas')
                  and r.collection = seen.collection and r.id = seen.id and r.pointer ~ '^/(partOf|within)/'
                union all
                select 'offices', office
                from office_holder
                where seen.held and seen.collection = 'persons' and person = seen.id
        ) as next (collection, id)
),
world as (
        select root,
               string_agg(case when collection = 'organisations' then (select json from organisations as o where o.id = seen.id) end, ',') as organisations,
               string_agg(case when collection = 'areas' then (select json from areas as a where a.id = seen.id) end, ',') as areas,
               string_agg(case when collection = 'offices' then (select json from offices as o where o.id = seen.id) end, ',') as offices,
               string_agg(case when collection = 'persons' and gendered then (select restricted from persons as p where p.id = seen.id) end, ',') as persons,
               string_agg(case when collection = 'bodies' and seen.id <> root then (
                        select left(b.json, -1)
                                || ',"memberships":[' || coalesce((select string_agg(m.json, ',') from memberships as m where m.body = b.id), '') || ']'
                                || ',"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = b.id), '') || ']}'
                        from bodies as b where b.id = seen.id) end, ',') as bodies
        from seen join asked using (root)
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
       instant(clock()),
       (select revision from revision_counter),
       b.id
from bodies as b
left join world on world.root = b.id
where b.id = any (:ids::text[])
order by b.id
