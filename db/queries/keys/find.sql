-- A key that is neither revoked nor expired. One that is bound to no organisation may write everything.
select encode(hash, 'hex'), array_to_string(scopes, ' '), name,
       case when organisations = '{}' then '*' else organisations::text end
from api_key
where id = :id::text and revoked_at is null and expires_at > now()
