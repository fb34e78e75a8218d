-- Stores a successful attempt. If the receiver had failed for long, other messages to it need not wait any longer.
with settled as (
        update webhook_delivery
        set status = 'delivered', ended_at = now(), leased_until = '-infinity', last_status = :status::integer,
            last_error = null
        where id = :id::bigint and attempts = :attempt::integer and status = 'pending'
        returning webhook, id, statement_timestamp() - last_at > interval '2 seconds' as slow
), back as (
        update webhook_delivery as d
        set next_at = now()
        from settled join webhooks as w on w.id = settled.webhook
        where w.failures >= 3 and d.webhook = w.id and d.status = 'pending' and d.next_at > now() and d.id <> settled.id
)
update webhooks as w
set failures = 0, resume_at = '-infinity', slow = settled.slow
from settled
where w.id = settled.webhook and (w.failures > 0 or w.slow <> settled.slow)
