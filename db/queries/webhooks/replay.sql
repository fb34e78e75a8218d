-- Sends dead or delivered messages again: those that are named, or all dead ones.
with again as (
        update webhook_delivery
        set status = 'pending', attempts = 0, first_at = null, next_at = now(), ended_at = null, last_error = null
        where webhook = :id::text
          and status <> 'pending'
          and message = any (:messages::text[])
          and (status = 'dead' or :named::boolean)
        returning 1
)
select count(*) from again
