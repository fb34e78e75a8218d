-- Exactly one of body, agreement and appliesTo; who issued a general rule; and a body that derogates from one.
select '' as pointer, 'one_of_members' as code, 'body, agreement, appliesTo' as arg0, null::text as arg1
where (:document::jsonb)->>'kind' <> 'existence'
  and num_nonnulls((:document::jsonb)->'body', (:document::jsonb)->'agreement', (:document::jsonb)->'appliesTo') <> 1
union all
select '', 'required', 'issuedBy', null
where (:document::jsonb) ? 'appliesTo' and not (:document::jsonb) ? 'issuedBy'
union all
select '/derogatesFrom', 'dependent_required', 'body', null
where (:document::jsonb) ? 'derogatesFrom' and not (:document::jsonb) ? 'body'
