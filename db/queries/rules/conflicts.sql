-- Faults of a rule: through other bodies it asks who sits in its own body; it derogates from a rule that is not
-- general; or it is no longer general although other rules refer to it.
select node.pointer, 'circle' as code, (:document::jsonb)->>'body' as arg0, null::text as arg1
from nodes(:document::jsonb) as node
where node.pattern ~ '/(memberOf|membersOf)/body$'
  and exists (
        with recursive asked (id) as (
                select (node.value #>> '{}') collate "C"
                union
                select r.target_id
                from asked
                join rules on rules.body = asked.id and rules.id <> :id::text
                join reference as r on r.collection = 'rules' and r.id = rules.id
                where r.pointer ~ '/(memberOf|membersOf)/body$'
        )
        select from asked where id = (:document::jsonb)->>'body')
union all
select '/derogatesFrom', 'not_general', (:document::jsonb)->>'derogatesFrom', null
from rules as r
where r.id = (:document::jsonb)->>'derogatesFrom' and r.applied_to is null
union all
select '/appliesTo', 'referred_to', null, null
where not (:document::jsonb) ? 'appliesTo'
  and exists (select from reference as r where r.collection = 'rules' and r.target_collection = 'rules' and r.target_id = :id::text)
