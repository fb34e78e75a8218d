-- The keys, including revoked and expired ones, without their hashes.
select id, 1 as version, created_at as "sort.createdAt", id as "sort.id", null::text as restricted,
       json_strip_nulls(json_build_object(
                'id', id, 'name', name, 'scopes', scopes, 'organisations', organisations,
                'createdAt', instant(created_at), 'createdBy', created_by, 'expiresAt', instant(expires_at),
                'revokedAt', instant(revoked_at)))::text as json
from api_key
where true
  and id = any (:id::text[])
