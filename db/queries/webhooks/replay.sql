-- Sends again what is dead or delivered: the messages that are named, or all that are dead.
with again as (
        update webhook_delivery
        set status = 'pending', attempts = 0, first_at = null, next_at = now(), settled_at = null, last_error = null
        where webhook = :id::text
          and status <> 'pending'
          and message = any (:messages::text[])
          and (status = 'dead' or :named::boolean)
        returning 1
)
select count(*) from again
