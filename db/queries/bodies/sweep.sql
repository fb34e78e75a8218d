-- The ids of the bodies to check, in order, a batch at a time: after `after`, at most `batch`. What a check of a body
-- looks at has changed since `changedSince` if the body has, or what belongs to it, or what these refer to, or what that
-- is within, or a body that its rules ask.
with recursive
written (collection, id, json) as (
        select c.collection, c.id, c.json
        from change as c join revision as r using (transaction)
        where r.at >= :changedSince::timestamptz
),
touched (collection, id) as (
        (
        select collection, id from written
        union all
        select 'bodies' collate "C", (json::jsonb->>'body') collate "C"
        from written
        where collection in ('rules', 'memberships', 'waivers', 'meetings')
        union all
        select 'rules', (json::jsonb->>'rule') collate "C" from written where collection = 'waivers'
        )
        union
        select next.collection, next.id
        from touched, lateral (
                select r.collection, r.id from reference as r
                where r.target_collection = touched.collection and r.target_id = touched.id
                  and (r.collection in ('rules', 'memberships', 'waivers') and touched.collection <> 'bodies'
                       or r.collection = 'rules' and r.pointer <> '/body'
                       or r.collection in ('organisations', 'areas') and r.pointer ~ '^/(partOf|within)/')
                union all
                select 'bodies', body from rules where touched.collection = 'rules' and rules.id = touched.id
                union all
                select 'bodies', body from memberships as m where touched.collection = 'memberships' and m.id = touched.id
                union all
                select 'persons', person from office_holder where touched.collection = 'offices' and office = touched.id
        ) as next
        where next.id is not null
)
select b.id
from bodies as b
where true
  and b.id > :after::text collate "C"
  and b.id = any (:only::text[])
  and b.kind = any (:kind::text[])
  and b.area = any (:area::text[])
  and exists (select from rules as r where r.body = b.id and r.kind = any (:ruleKind::text[]))
  and exists (select from rules as r where r.body = b.id and r.force = any (:force::text[]))
  and (:changedSince::text is not null and exists (select from touched as t where t.collection = 'bodies' and t.id = b.id))
order by b.id
limit :batch::integer
