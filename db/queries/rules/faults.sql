-- Faults of a rule: it must have exactly one of body, agreement and appliesTo, unless it is on the existence of bodies;
-- a general rule must have an issuer; and only a rule of a body may derogate from another.
select '' as pointer, 'one_of_members' as code, 'body, agreement, appliesTo' as arg0, null::text as arg1
where (:document::jsonb)->>'kind' is distinct from 'existence'
  and num_nonnulls((:document::jsonb)->'body', (:document::jsonb)->'agreement', (:document::jsonb)->'appliesTo') <> 1
union all
select '', 'required', 'issuedBy', null
where (:document::jsonb) ? 'appliesTo' and not (:document::jsonb) ? 'issuedBy'
union all
select '/derogatesFrom', 'dependent_required', 'body', null
where (:document::jsonb) ? 'derogatesFrom' and not (:document::jsonb) ? 'body'
