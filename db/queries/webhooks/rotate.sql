-- Sets a new secret; messages are also signed with the former one for a day.
update webhooks
set former_secret = secret, former_until = now() + interval '1 day', secret = :secret::text
where id = :id::text
