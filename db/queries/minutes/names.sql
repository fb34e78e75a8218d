-- Whom names stand for: those that are the name of exactly one organisation, body, office or person, at a day if one is
-- given. Short forms count as they are written, longer names whatever their case.
with asked (name, key) as (
        select distinct name, case when length(name) > 5 then lower(name) else name end
        from unnest(:names::text[]) as name
),
named (name, collection, id, valid) as (
        select label.value, 'organisation', o.id, o.valid
        from organisations as o, jsonb_each_text(o.data->'name') as label
        union all
        select o.data->>'shortName', 'organisation', o.id, o.valid
        from organisations as o
        where o.data ? 'shortName'
        union all
        select label.value, 'organisation', o.id, validity(former) * o.valid
        from organisations as o, jsonb_array_elements(o.data->'names') as former, jsonb_each_text(former->'name') as label
        union all
        select former->>'shortName', 'organisation', o.id, validity(former) * o.valid
        from organisations as o, jsonb_array_elements(o.data->'names') as former
        where former ? 'shortName'
        union all
        select label.value, 'body', b.id, b.valid
        from bodies as b, jsonb_each_text(b.data->'name') as label
        union all
        select b.data->>'shortName', 'body', b.id, b.valid
        from bodies as b
        where b.data ? 'shortName'
        union all
        select label.value, 'office', f.id, validity(f.data)
        from offices as f, jsonb_each_text(f.data->'title') as label
        union all
        select p.name, 'person', p.id, null
        from persons as p
)
select a.name, min(n.collection), min(n.id)
from asked as a
join named as n on a.key = case when length(n.name) > 5 then lower(n.name) else n.name end
where true
  and (n.valid is null or n.valid @> :at::date)
group by a.name
having count(distinct n.collection || '/' || n.id) = 1
order by a.name collate "C"
