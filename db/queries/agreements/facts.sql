-- All that a check of agreements needs: of one agreement, or of those that end between two days or have rules. Each
-- comes with its rules and the organisations and bodies that it and they refer to.
select '{"agreement":' || a.json
        || ',"rules":[' || coalesce((select string_agg(r.json, ',') from rules as r where r.agreement = a.id), '') || ']'
        || ',"memberships":[],"meetings":[]'
        || ',"waivers":[' || coalesce((select string_agg(w.json, ',') from waivers as w join rules as r on r.id = w.rule where r.agreement = a.id), '') || ']}',
       instant(clock()),
       (select revision from revision_counter),
       a.id,
        '{"organisations":[' || coalesce((
                select string_agg(o.json, ',') from organisations as o
                where o.id in (select r.target_id from reference as r
                               where r.collection = 'agreements' and r.id = a.id and r.target_collection = 'organisations')), '') || ']'
        || ',"bodies":[' || coalesce((
                select string_agg(b.json, ',') from bodies as b
                where b.id in (select r.target_id from reference as r
                               where r.collection = 'agreements' and r.id = a.id and r.target_collection = 'bodies')), '') || ']}'
from agreements as a
where true
  and a.id = :id::text
  and (upper(a.valid) between :from::date and :to::date or exists (select from rules as r where r.agreement = a.id))
order by a.id
