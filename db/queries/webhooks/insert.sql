-- A new subscription, whose position is the present end of the feed. No row if its owner has as many subscriptions as
-- permitted.
insert into webhooks as w (id, owner, data, json, secret, revision, sequence)
select :id::text, :owner::text, :document::jsonb, :document::text, :secret::text, n.revision, 281474976710655
from revision_counter as n
where (select count(*) from webhooks where owner = :owner::text) < 50
returning w.version, webhook_json(w)
