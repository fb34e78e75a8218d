-- The bodies with rules that a write may affect: the body that the resource belongs to now and the one that it would
-- belong to; and if the write is about something else, the bodies that refer to it. At most a
-- hundred: a write that concerns more bodies than that has little weight for each of them. And the rules on the
-- existence of bodies that a write of a body, an area, a waiver or such a rule may affect; there are few in all.
(
select b.id, false as by_area
from bodies as b
where b.id in (
        select m.body from memberships as m where :collection::text = 'memberships' and m.id = :id::text
        union all select r.body from rules as r where :collection::text = 'rules' and r.id = :id::text
        union all select m.body from meetings as m where :collection::text = 'meetings' and m.id = :id::text
        union all select r.body from waivers as w join rules as r on r.id = w.rule where :collection::text = 'waivers' and w.id = :id::text
        union all select (:document::jsonb)->>'body' where :collection::text in ('memberships', 'rules', 'meetings')
        union all select r.body from rules as r where :collection::text = 'waivers' and r.id = (:document::jsonb)->>'rule'
        union all select w.body from waivers as w where :collection::text = 'waivers' and w.id = :id::text
        union all select (:document::jsonb)->>'body' where :collection::text = 'waivers'
        union all
        select o.id
        from rules as r join bodies as o on r.applied_to && array[o.kind, '*'] and may_apply(r.data->'appliesTo', o.id, o.data)
        where :collection::text = 'rules' and r.id = :id::text and r.applied_to is not null
        union all
        select o.id
        from bodies as o
        where :collection::text = 'rules' and (:document::jsonb) ? 'appliesTo' and may_apply((:document::jsonb)->'appliesTo', o.id, o.data)
        union all select :id::text where :collection::text = 'bodies'
        union all
        select m.body
        from reference as r join memberships as m on r.collection = 'memberships' and m.id = r.id
        where r.target_collection = :collection::text and r.target_id = :id::text
          and :collection::text in ('organisations', 'areas', 'offices', 'persons')
        union all
        select rules.body
        from reference as r join rules on r.collection = 'rules' and rules.id = r.id
        where r.target_collection = :collection::text and r.target_id = :id::text
          and :collection::text in ('organisations', 'areas', 'offices', 'persons')
        union all
        select m.body
        from office_holder as h join memberships as m on m.person = h.person
        where :collection::text = 'offices' and h.office = :id::text
        union all select m.body from jsonb_array_elements((:document::jsonb)->'holders') as h join memberships as m on m.person = h->>'person' where :collection::text = 'offices'
)
  and (:collection::text = 'rules' or exists (select from rules as r where r.body = b.id) or exists (select from general_rules(b.kind, b.id, b.data)))
order by b.id
limit 100
)
union all
select r.id, true
from rules as r
where r.kind = 'existence'
  and (
        :collection::text = 'rules' and r.id = :id::text
        or :collection::text = 'waivers' and exists (select from waivers as w where w.id = :id::text and w.rule = r.id)
        or :collection::text = 'waivers' and r.id = (:document::jsonb)->>'rule'
        or :collection::text = 'bodies' and exists (select from bodies as b where b.id = :id::text and b.kind = r.data->>'bodyKind')
        or :collection::text = 'bodies' and r.data->>'bodyKind' = (:document::jsonb)->>'kind'
        or :collection::text = 'areas' and (r.data->'for' ? 'within' or r.data->'for'->'areas' ? :id::text)
        or :collection::text = 'areas' and exists (select from areas as a where a.id = :id::text and a.kind = r.data->'for'->>'areaKind')
        or :collection::text = 'areas' and r.data->'for'->>'areaKind' = (:document::jsonb)->>'kind'
  )
union all
select :id::text, true
from (select) as one
where :collection::text = 'rules'
  and (:document::jsonb)->>'kind' = 'existence'
  and not exists (select from rules as r where r.id = :id::text)
