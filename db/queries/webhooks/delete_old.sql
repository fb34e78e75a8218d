-- Removes delivered messages after a week and dead ones after a month, and former secrets that no longer sign.
with forgotten as (
        update webhooks set former_secret = null, former_until = null where former_until < now()
)
delete from webhook_delivery
where status = 'delivered' and ended_at < now() - interval '7 days'
   or status = 'dead' and ended_at < now() - interval '30 days'
