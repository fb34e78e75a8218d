-- What a portal shows of a body, without the closing brace, since the check is added to it.
select '{"body":' || b.json
        || ',"rules":[' || concat_ws(',',
                (select string_agg(r.json, ',' order by r.id) from rules as r where r.body = b.id),
                (select string_agg(r.json, ',' order by r.id) from general_rules(b.kind, b.id, b.data) as r)) || ']'
        || ',"memberships":[' || coalesce((select string_agg(m.json, ',' order by m.valid, m.id) from memberships as m where m.body = b.id and m.valid @> :today::date), '') || ']'
        || ',"waivers":[' || coalesce((
                select string_agg(json, ',' order by id)
                from (
                        select w.id, w.json from waivers as w join rules as r on r.id = w.rule where r.body = b.id
                        union all
                        select w.id, w.json from waivers as w join rules as r on r.id = w.rule where w.body = b.id and r.applied_to is not null
                ) as waiver), '') || ']'
        || ',"meetings":{' || concat_ws(',',
                (select '"next":' || json from meetings where body = b.id and day >= :today::date and status = 'planned' order by day, id limit 1),
                (select '"latest":' || json from meetings where body = b.id and day <= :today::date and status = 'held' order by day desc, id limit 1)) || '}'
        || ',"agreements":[' || coalesce((
                select string_agg(a.json, ',' order by a.id)
                from agreements as a
                where a.id in (select r.id from reference as r
                               where r.collection = 'agreements' and r.target_collection = 'bodies'
                                 and r.target_id = b.id and r.pointer like '/establishes/%')), '') || ']'
from bodies as b
where b.id = :id::text
