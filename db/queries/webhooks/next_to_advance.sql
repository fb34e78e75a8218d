-- A subscription whose position is not at the end of the feed, locked. One with a thousand pending deliveries is left
-- out until some are delivered.
select w.id, w.revision, w.sequence
from webhooks as w, revision_counter as n
where w.active and not w.gone
  and (w.revision < n.revision or w.revision = n.revision and w.sequence < 281474976710655)
  and (select count(*) from (
        select from webhook_delivery as d where d.webhook = w.id and d.status = 'pending' limit 1000) as waiting) < 1000
order by w.id
limit 1
for update of w
