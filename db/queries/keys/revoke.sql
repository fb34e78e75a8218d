-- Ends a key at once.
update api_key set revoked_at = now()
where id = :id::text and revoked_at is null
returning id
