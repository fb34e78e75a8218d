-- Stores a failed attempt. The delivery is tried again after a time that doubles with each attempt, from 5 seconds to
-- at most an hour (720 times as long), with up to a fifth more or less at random, so that not all come at once; after
-- three days it is given up. A receiver that fails three times in a row gets a pause of its own, of at most 5 minutes
-- (60 times 5 seconds), so that it is not called for each message; if the receiver says how long to wait (Retry-After),
-- that counts, for at most an hour.
with settled as (
        update webhook_delivery
        set status = case when :gone::boolean or statement_timestamp() >= first_at + interval '3 days' then 'dead' else 'pending' end,
            ended_at = case when :gone::boolean or statement_timestamp() >= first_at + interval '3 days' then now() end,
            next_at = statement_timestamp() + greatest(
                make_interval(secs => :retryMs::integer / 1000.0 * least(2 ^ least(attempts - 1, 20), 720) * (0.8 + 0.4 * random())),
                make_interval(secs => least(:retryAfter::integer, 3600))),
            leased_until = '-infinity', last_status = :status::integer, last_error = :error::text
        where id = :id::bigint and attempts = :attempt::integer and status = 'pending'
        returning webhook, statement_timestamp() - last_at > interval '2 seconds' as slow
)
update webhooks as w
set failures = w.failures + 1,
    slow = settled.slow,
    gone = w.gone or :gone::boolean,
    resume_at = statement_timestamp() + greatest(
        case when w.failures < 2 then interval '0'
             else make_interval(secs => :retryMs::integer / 1000.0 * least(2 ^ least(w.failures - 2, 20), 60) * (0.8 + 0.4 * random()))
        end,
        make_interval(secs => least(:retryAfter::integer, 3600)))
from settled
where w.id = settled.webhook
