-- A new secret; the one before it signs, too, for a day.
update webhooks
set former_secret = secret, former_until = now() + interval '1 day', secret = :secret::text
where id = :id::text
