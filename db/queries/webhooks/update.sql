-- Changes a subscription. One that is activated again continues at its position.
update webhooks as w
set data = :document::jsonb, json = :document::text, version = version + 1, updated_at = now(),
    gone = false, failures = 0, resume_at = '-infinity'
where w.id = :id::text
returning w.version, webhook_json(w)
