-- The keys, the newest first.
select id, name, array_to_string(scopes, ' '), instant(created_at), instant(expires_at), instant(revoked_at)
from api_key
order by created_at desc, id
