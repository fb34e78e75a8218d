-- The deliveries of a subscription, the newest first.
select d.id, json_strip_nulls(json_build_object(
        'id', d.message, 'event', d.event,
        'type', c.collection, 'resource', coalesce(c.id, d.data->>'body', d.data->>'rule'), 'cursor', cursor.text,
        'status', d.status, 'attempts', d.attempts, 'createdAt', instant(d.created_at),
        'lastAttemptAt', instant(d.last_at),
        'nextAttemptAt', case when d.status = 'pending' then instant(greatest(d.next_at, d.leased_until)) end,
        'settledAt', instant(d.ended_at), 'lastStatus', d.last_status, 'lastError', d.last_error))::text
from webhook_delivery as d
left join change as c on c.transaction = d.transaction and c.sequence = d.sequence
left join lateral (
        select lpad(to_hex(r.revision), 12, '0') || lpad(to_hex(d.sequence), 12, '0') as text
        from revision as r where r.transaction = d.transaction
) as cursor on true
where d.webhook = :id::text
  and d.status = any (:status::text[])
  and d.id < :before::bigint
order by d.id desc
limit :limit::integer
