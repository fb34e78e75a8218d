-- What was delivered is shown for a week, what is dead for a month.
delete from webhook_delivery
where status = 'delivered' and settled_at < now() - interval '7 days'
   or status = 'dead' and settled_at < now() - interval '30 days'
