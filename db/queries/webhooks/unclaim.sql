-- The attempt was broken off because the service ends: as if it had not begun.
update webhook_delivery
set leased_until = '-infinity', attempts = attempts - 1, next_at = now()
where id = :id::bigint and attempts = :attempt::integer and status = 'pending'
