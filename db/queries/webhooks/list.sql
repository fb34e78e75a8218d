-- Subscriptions in order of id: of one owner, or for an administrator of all.
select w.id, webhook_shown(w)
from webhooks as w
where true
  and w.owner = :owner::text
  and w.id > :after::text
order by w.id
limit :limit::integer
