-- Takes a lock so that imports run one at a time: two could deadlock on each other's rows.
select pg_try_advisory_xact_lock(hashtext('samrad import'))
