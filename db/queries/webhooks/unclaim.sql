-- Takes an attempt back that was interrupted because the service ends.
update webhook_delivery
set leased_until = '-infinity', attempts = attempts - 1, next_at = now()
where id = :id::bigint and attempts = :attempt::integer and status = 'pending'
