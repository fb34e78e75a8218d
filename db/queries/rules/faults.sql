-- Exactly one of body and agreement, no more rules of one body than a check takes, and no rule that asks of its own body, by way of others, who sits in it.
select '' as pointer, 'one_of_members' as code, 'body, agreement' as arg0, null::text as arg1
where ((:document::jsonb) ? 'body') = ((:document::jsonb) ? 'agreement')
union all
select node.pointer, 'circle', (:document::jsonb)->>'body', null
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
select '/body', 'too_many', '1000', null
where (select count(*) from (select from rules where body = (:document::jsonb)->>'body' and id <> :id::text limit 1000) as other) = 1000
