-- One import at a time: two would wait for each other's rows.
select pg_try_advisory_xact_lock(hashtext('samrad import'))
