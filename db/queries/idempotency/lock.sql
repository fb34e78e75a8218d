-- Takes a lock on a key until the transaction ends; false if another transaction has it.
select pg_try_advisory_xact_lock(hashtextextended(:caller::text || ' ' || :key::text, 0))
