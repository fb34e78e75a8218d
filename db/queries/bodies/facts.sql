-- All that a check of one body asks: its rules, memberships, waivers and meetings, and whatever these refer to,
-- with what that is within. Bodies that a rule refers to come with their memberships and meetings.
with recursive
seen (collection, id) as (
        select 'bodies' collate "C", id from bodies where id = :id::text
        union
        select next.collection, next.id
        from seen, lateral (
                select 'rules' as collection, id from rules where seen.collection = 'bodies' and seen.id = :id::text and body = seen.id
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
)
select '{"body":' || b.json
        || ',"rules":[' || coalesce((select string_agg(r.json, ',') from rules as r where r.body = b.id), '') || ']'
        || ',"memberships":[' || coalesce((select string_agg(m.json, ',') from memberships as m where m.body = b.id), '') || ']'
        || ',"waivers":[' || coalesce((select string_agg(w.json, ',') from waivers as w join rules as r on r.id = w.rule where r.body = b.id), '') || ']'
        || ',"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = b.id), '') || ']'
        || ',"organisations":[' || coalesce((select string_agg(o.json, ',') from seen join organisations as o using (id) where seen.collection = 'organisations'), '') || ']'
        || ',"areas":[' || coalesce((select string_agg(a.json, ',') from seen join areas as a using (id) where seen.collection = 'areas'), '') || ']'
        || ',"offices":[' || coalesce((select string_agg(o.json, ',') from seen join offices as o using (id) where seen.collection = 'offices'), '') || ']'
        || ',"persons":[' || coalesce((select string_agg(coalesce(p.restricted, p.json), ',') from seen join persons as p using (id) where seen.collection = 'persons'), '') || ']'
        || ',"bodies":[' || coalesce((
                select string_agg(left(o.json, -1)
                        || ',"memberships":[' || coalesce((select string_agg(m.json, ',') from memberships as m where m.body = o.id), '') || ']'
                        || ',"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = o.id), '') || ']}', ',')
                from seen join bodies as o using (id)
                where seen.collection = 'bodies' and o.id <> b.id), '') || ']}',
       instant(statement_timestamp()),
       (select revision from revision_counter)
from bodies as b
where b.id = :id::text
