-- A waiver's body is its rule's.
select '/body' as pointer, 'const' as code, rules.body as arg0, null::text as arg1
from rules
where rules.id = (:document::jsonb)->>'rule'
  and (:document::jsonb) ? 'body'
  and rules.body is distinct from (:document::jsonb)->>'body'
