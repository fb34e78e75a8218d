-- A subscription with something to send, locked so that only one sender at a time claims from it. One that has failed
-- repeatedly is sent one message at a time, and only after its pause. A slow one is sent one message at a time, too,
-- and only by some of the senders, so that the others are free for the quick ones.
select w.id
from webhooks as w
where w.active and not w.gone
  and w.resume_at <= statement_timestamp()
  and (select count(*) from webhook_delivery as d
       where d.webhook = w.id and d.status = 'pending' and d.leased_until > statement_timestamp())
      < case when w.failures < 3 and not w.slow then :maxAtOnce::integer else 1 end
  and (not :quickOnly::boolean or not w.slow)
  and webhook_next_delivery(w.id) is not null
order by random()
limit 1
for update of w skip locked
