-- Faults of a membership that would be one more of its body than a check accepts.
select '/body' as pointer, 'too_many' as code, '10000' as arg0, null::text as arg1
where (select count(*) from (select from memberships where body = (:document::jsonb)->>'body' and id <> :id::text limit 10000) as other) = 10000
