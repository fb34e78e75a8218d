-- The ids of the bodies to check, in order, a batch at a time: after `after`, at most `batch`. With `changedSince`,
-- only bodies of which something that a check looks at has changed: the body, what belongs to it, what these refer to,
-- what that is within, a body that its rules look at, or a general rule that applies to it or did. With `rule`, only
-- the bodies of that rule.
with recursive
written (collection, id, json) as (
        select c.collection, c.id, c.json
        from change as c join revision as r using (transaction)
        where r.at >= :changedSince::timestamptz
),
asked (places) as materialized ( -- a general rule asks where a body stands
        select exists (select from rules where applied_to is not null and data->'appliesTo' ?| '{areaKind,areaWithin,within}')
),
touched (collection, id) as (
        (
        select collection, id from written
        union all
        select 'bodies' collate "C", (json::jsonb->>'body') collate "C"
        from written
        where collection in ('rules', 'memberships', 'waivers', 'meetings')
        union all
        select 'bodies', b.id
        from written as w
        join change as version on version.collection = 'rules' and version.id = w.id
        join bodies as b on kinds_applied_to(version.json::jsonb) && array[b.kind, '*']
        where w.collection = 'rules'
        union all
        select 'rules', (json::jsonb->>'rule') collate "C" from written where collection = 'waivers'
        )
        union
        select next.collection, next.id
        from touched, lateral (
                select r.collection, r.id from reference as r
                where r.target_collection = touched.collection and r.target_id = touched.id
                  and (r.collection in ('rules', 'memberships', 'waivers') and touched.collection <> 'bodies' and r.pointer <> '/issuedBy'
                       or r.collection = 'rules' and r.pointer <> '/body' and r.pointer not like '/appliesTo/%'
                       or r.collection = 'bodies' and r.pointer in ('/area', '/within') and (select places from asked)
                       or r.collection in ('organisations', 'areas') and r.pointer ~ '^/(partOf|within)/')
                union all
                select 'bodies', body from rules where touched.collection = 'rules' and rules.id = touched.id
                union all
                select 'bodies', b.id
                from rules as g join bodies as b on g.applied_to && array[b.kind, '*']
                where touched.collection = 'rules' and g.id = touched.id and g.applied_to is not null
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
  and (exists (select from rules as r where r.body = b.id and r.kind = any (:ruleKind::text[])) or exists (select from general_rules(b.kind, b.id, b.data) as r where r.kind = any (:ruleKind::text[])))
  and (exists (select from rules as r where r.body = b.id and r.force = any (:force::text[])) or exists (select from general_rules(b.kind, b.id, b.data) as r where r.force = any (:force::text[])))
  and exists (select from rules as r where r.id = :rule::text and (r.body = b.id or r.applied_to && array[b.kind, '*'] and may_apply(r.data->'appliesTo', b.id, b.data)))
  and (:changedSince::text is not null and exists (select from touched as t where t.collection = 'bodies' and t.id = b.id))
order by b.id
limit :batch::integer
