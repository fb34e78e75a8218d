-- Faults of a key that is to be made, beyond its schema.
select '/organisations/' || n - 1 as pointer, 'unknown_reference' as code, id as arg0, 'organisations' as arg1
from unnest(:organisations::text[]) with ordinality as wanted (id, n)
where not exists (select from organisations where organisations.id = wanted.id)
union all
select '/organisations', 'bound_to_nobody', 'samrad:admin', null
where :organisations::text[] <> '{}' and 'samrad:admin' = any (:scopes::text[])
union all
select '/expiresAt', 'minimum', instant(now()), null
where :expires::timestamptz <= now()
union all
select '/expiresAt', 'maximum', instant(now() + interval '10 years'), null
where :expires::timestamptz > now() + interval '10 years'
