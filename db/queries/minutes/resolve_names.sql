-- The resources that names mean: a name counts if it is that of exactly one organisation, body, office or person, at a
-- day if one is given. Short names must match exactly, longer ones in any case. If no resource has a name as it is
-- written, it may be an inflected form: "HODs", "H-dir", "Helsedirektoratets", "helsedirektøren" for a helsedirektør;
-- but not of a person's name.
with asked (name, key, short, stem) as (
        select distinct name, case when length(name) > 5 then lower(name) else name end,
               regexp_replace(replace(name, '-', ''), '(?<=..)[''’]?s$', ''),
               case when length(name) > 5 then regexp_replace(lower(name), '(en|et|e|a|n)?s?$', '') end
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
), known as (
        select *, case when length(name) > 5 then lower(name) else name end as key
        from named as n
        where true
          and (n.valid is null or n.valid @> :at::date)
), exact as (
        select a.name, k.collection, k.id from asked as a join known as k using (key)
), inflected as (
        select a.name, k.collection, k.id
        from asked as a
        join known as k on k.collection <> 'person'
         and (a.short = k.name or a.stem = regexp_replace(k.key, '(en|et|e|a|n)?s?$', '') and length(k.name) > 5)
        where a.name not in (select name from exact)
)
select name, min(collection), min(id)
from (select * from exact union all select * from inflected) as found
group by name
having count(distinct collection || '/' || id) = 1
order by name collate "C"
