-- Faults of a waiver: its body must be that of its rule; a waiver of a general rule must name a body.
select '/body' as pointer, 'const' as code, rules.body as arg0, null::text as arg1
from rules
where rules.id = (:document::jsonb)->>'rule'
  and rules.applied_to is null
  and (:document::jsonb) ? 'body'
  and rules.body is distinct from (:document::jsonb)->>'body'
union all
select '', 'required', 'body', null
from rules
where rules.id = (:document::jsonb)->>'rule'
  and rules.applied_to is not null
  and not (:document::jsonb) ? 'body'
