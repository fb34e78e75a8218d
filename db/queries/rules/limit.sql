-- Faults of a rule that would be one more than a check accepts: of its body, or of the general rules.
select '/body' as pointer, 'too_many' as code, '1000' as arg0, null::text as arg1
where (select count(*) from (select from rules where body = (:document::jsonb)->>'body' and id <> :id::text limit 1000) as other) = 1000
union all
select '/appliesTo', 'too_many', '1000', null
where (:document::jsonb) ? 'appliesTo'
  and (select count(*) from (select from rules where applied_to is not null and id <> :id::text limit 1000) as other) = 1000
