-- All that a check of some bodies needs, a row for each in the order of their ids: its rules and the general ones that
-- may apply to it, memberships, waivers and meetings, and the bodies that it is within. The first row also has all that
-- these refer to, once for all bodies (rules/model/read_reach.c assigns it to each); bodies that a rule looks at come
-- with their memberships and meetings. `changes` are hypothetical documents, and `meeting` is one whose attendance is
-- judged: what these refer to is included. All is found by keys, so the size of the tables does not matter. What no
-- rule asks for is not read: what something is within, and whose gender is known.
with recursive
subject (id, kind, area, data) as materialized (
        select id, kind, area, data from bodies where id = any (:ids::text[])
),
rule (body, id, json, chained, gendered, area_kind) as materialized (
        select body, id, json, chained, gendered, area_kind from rules where body = any (:ids::text[])
        union all
        select s.id, g.id, g.json, g.chained, g.gendered, g.area_kind from subject as s, general_rules(s.kind, s.id, s.data) as g
),
asked (chained, gendered) as materialized (
        select coalesce(bool_or(chained), false)
                or asks_within(:changes::jsonb)
               ,
               coalesce(bool_or(gendered), false)
                or :changes::text is not null
        from rule
),
named (collection, id) as materialized (
        select r.target_collection, r.target_id
        from rule join reference as r on r.collection = 'rules' and r.id = rule.id
        where r.pointer <> '/body' and (r.pointer not like '/appliesTo/%' or r.target_collection = 'areas')
        union
        select 'areas', areas.id
        from areas
        where areas.kind = any (array(select area_kind from rule))
        union select r.target_collection, r.target_id from jsonb_array_elements(:changes::jsonb) as item, references_of(item->>'collection', item->'document') as r
        union select 'areas', areas.id from jsonb_array_elements(:changes::jsonb) as item, areas where areas.kind = item->'document'->'per'->>'areaKind'
        union select r.target_collection, r.target_id from reference as r where r.collection = 'meetings' and r.id = :meeting::text
),
other (id) as materialized (
        select id from named where collection = 'bodies'
        union
        select b.id from named join bodies as b on b.within = named.id where named.collection = 'bodies'
),
member (person, organisation, appointed_by, nominated_by, office, area) as materialized (
        select person, organisation, appointed_by, data->>'nominatedBy', office, area
        from memberships
        where body = any (:ids::text[] || array(select id from other))
),
organisation (id) as (
        (
        select organisation from member
        union select appointed_by from member
        union select nominated_by collate "C" from member
        union select id from named where collection = 'organisations'
        )
        union
        select above.id
        from organisation as o, lateral (
                select target_id as id from reference as r
                where r.collection = 'organisations' and r.id = o.id and r.pointer like '/partOf/%' offset 0) as above
        where (select chained from asked)
),
area (id) as (
        (
        select area from member
        union select area from subject
        union select id from named where collection = 'areas'
        )
        union
        select above.id
        from area as a, lateral (
                select target_id as id from reference as r
                where r.collection = 'areas' and r.id = a.id and r.pointer like '/within/%' offset 0) as above
        where (select chained from asked)
),
office (id) as (
        select office from member
        union select id from named where collection = 'offices'
),
code (code) as ( -- that a sentence may name
        select jsonb_array_elements_text(coalesce(r.data->'per'->'categories', r.data->'per'->'traits')) from rule join rules as r using (id)
        union select r.variant from rule join rules as r using (id)
        union select jsonb_array_elements_text(coalesce(item->'document'->'per'->'categories', item->'document'->'per'->'traits')) from jsonb_array_elements(:changes::jsonb) as item
        union select item->'document'->>'variant' from jsonb_array_elements(:changes::jsonb) as item
),
person (id) as (
        select person from member where (select gendered from asked)
        union select id from named where collection = 'persons'
)
select '{"body":' || b.json
        || case when b.within is not null then ',"above":' || to_json(enclosing_bodies(b.id)) else '' end
        || ',"rules":[' || coalesce((select string_agg(r.json, ',') from rule as r where r.body = b.id), '') || ']'
        || ',"memberships":[' || coalesce((select string_agg(m.json, ',') from memberships as m where m.body = b.id), '') || ']'
        || ',"waivers":[' || coalesce((
                select string_agg(w.json, ',')
                from rule as r join waivers as w on w.rule = r.id
                where r.body = b.id and coalesce(w.body, b.id) = b.id), '') || ']'
        || ',"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = b.id), '') || ']}',
       instant(clock()),
       (select revision from revision_counter),
       b.id,
       case when row_number() over (order by b.id) = 1 then
        '{"organisations":[' || coalesce((select string_agg(json, ',') from organisations where id = any (array(select id from organisation))), '') || ']'
        || ',"areas":[' || coalesce((select string_agg(json, ',') from areas where id = any (array(select id from area))), '') || ']'
        || ',"offices":[' || coalesce((select string_agg(json, ',') from offices where id = any (array(select id from office))), '') || ']'
        || ',"codes":[' || coalesce((select string_agg(json, ',') from codes where codes.code = any (array(select code.code from code))), '') || ']'
        || ',"persons":[' || coalesce((select string_agg(restricted, ',') from persons where id = any (array(select id from person))), '') || ']'
        || ',"bodies":[' || coalesce((
                select string_agg(left(b.json, -1)
                        || ',"memberships":[' || coalesce((select string_agg(m.json, ',') from memberships as m where m.body = b.id), '') || ']'
                        || ',"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = b.id), '') || ']}', ',')
                from bodies as b where b.id = any (array(select id from other))), '') || ']}'
       end
from bodies as b
where b.id = any (:ids::text[])
order by b.id
