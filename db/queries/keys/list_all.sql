-- The keys, the newest first, for a terminal.
select id, name, array_to_string(scopes, ' '), instant(expires_at), instant(revoked_at), array_to_string(organisations, ' ')
from api_key
order by created_at desc, id
