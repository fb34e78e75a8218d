-- What was delivered is shown for a week, what is dead for a month. A secret that no longer signs is forgotten.
with forgotten as (
        update webhooks set former_secret = null, former_until = null where former_until < now()
)
delete from webhook_delivery
where status = 'delivered' and settled_at < now() - interval '7 days'
   or status = 'dead' and settled_at < now() - interval '30 days'
