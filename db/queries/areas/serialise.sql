-- Takes a lock so that areas within others are written one transaction at a time: two at once could make a circle that
-- neither sees.
select pg_advisory_xact_lock(hashtext('samrad areas'))
where (:document::jsonb) ? 'within'
