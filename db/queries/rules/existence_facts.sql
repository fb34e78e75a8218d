-- All that a rule on the existence of bodies looks at: the bodies of its kind, its areas, and what these are within. The
-- rule as it is stored, or as given in `document`.
with recursive
rule (id, json, data) as materialized (
        select :id::text collate "C", :document::text, :document::jsonb union all
        select id, json, data from rules where kind = 'existence' and id = :id::text
        and :document::text is null
),
area (id) as (
        (
        select areas.id from rule, areas where areas.kind = rule.data->'for'->>'areaKind'
        union select (jsonb_array_elements_text(rule.data->'for'->'areas')) collate "C" from rule
        union select (rule.data->'for'->>'within') collate "C" from rule
        )
        union
        select r.target_id
        from area as a join reference as r on r.collection = 'areas' and r.id = a.id and r.pointer like '/within/%'
)
select '{"rule":"' || rule.id || '","rules":[' || rule.json || '],"waivers":['
        || coalesce((select string_agg(w.json, ',') from waivers as w where w.rule = rule.id), '') || ']}',
       instant(clock()),
       (select revision from revision_counter),
       rule.id,
       '{"areas":[' || coalesce((select string_agg(json, ',') from areas where id = any (array(select id from area))), '') || ']'
        || ',"bodies":[' || coalesce((select string_agg(b.json, ',') from bodies as b where b.kind = rule.data->>'bodyKind'), '') || ']}'
from rule
