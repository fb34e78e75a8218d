-- Whether nobody else is at work under this key; until the transaction ends nobody else will be.
select pg_try_advisory_xact_lock(hashtextextended(:caller::text || ' ' || :key::text, 0))
