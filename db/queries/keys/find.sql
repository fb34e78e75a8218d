-- A key that is neither revoked nor expired.
select encode(hash, 'hex'), array_to_string(scopes, ' '), name
from api_key
where id = :id::text and revoked_at is null and expires_at > now()
