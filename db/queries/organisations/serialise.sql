-- Takes a lock so that organisations that are part of others, or are merged into others, are written one transaction at a
-- time: two at once could make a circle that neither sees.
select pg_advisory_xact_lock(hashtext('samrad organisations'))
where (:document::jsonb) ?| '{partOf,into}'
