-- One subscription, if it is the caller's.
select w.version, webhook_json(w)
from webhooks as w
where w.id = :id::text
  and w.owner = :owner::text
