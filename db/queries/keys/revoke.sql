-- Ends a key at once. One that has been ended stays so.
update api_key set revoked_at = coalesce(revoked_at, now())
where id = :id::text
returning id
