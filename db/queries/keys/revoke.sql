-- Revokes a key at once. A key that is revoked already stays as it is.
update api_key set revoked_at = coalesce(revoked_at, now())
where id = :id::text
returning id
