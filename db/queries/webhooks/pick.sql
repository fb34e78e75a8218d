-- A subscription with something to send, locked so that only one claims from it at a time. One that fails again and again
-- is called once at a time, and not before it has had its pause. One that is slow is called once at a time, too, and by a
-- part of the senders only: the others are there for the quick ones.
select w.id
from webhooks as w
where w.active and not w.gone
  and w.resume_at <= statement_timestamp()
  and (select count(*) from webhook_delivery as d
       where d.webhook = w.id and d.status = 'pending' and d.leased_until > statement_timestamp())
      < case when w.failures < 3 and not w.slow then :together::integer else 1 end
  and (not :quick::boolean or not w.slow)
  and webhook_head(w.id) is not null
order by random()
limit 1
for update of w skip locked
