-- Subscriptions in the order of their ids: those of one owner, or all for an administrator.
select w.id, webhook_json(w)
from webhooks as w
where true
  and w.owner = :owner::text
  and w.id > :after::text
order by w.id
limit :limit::integer
