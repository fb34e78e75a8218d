-- Takes a lock so that bodies within others are written one transaction at a time: two at once could make a circle that
-- neither sees.
select pg_advisory_xact_lock(hashtext('samrad bodies'))
where (:document::jsonb) ? 'within'
