-- Claims the next delivery of a locked subscription, for as long as an attempt can take.
update webhook_delivery as d
set leased_until = statement_timestamp() + make_interval(secs => :lease::integer),
    attempts = attempts + 1,
    first_at = coalesce(first_at, statement_timestamp()),
    last_at = statement_timestamp()
from webhooks as w
where d.id = (select webhook_next_delivery(:id::text))
  and w.id = d.webhook
returning d.id, d.attempts, d.message, d.event, w.data->>'url', w.secret, d.data::text, instant(d.created_at),
          case when w.former_until > statement_timestamp() then w.former_secret end
