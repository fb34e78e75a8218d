-- A subscription as it shall be from now on. One that is switched on again begins anew where it was.
update webhooks as w
set data = :document::jsonb, json = :document::text, version = version + 1, updated_at = now(),
    gone = false, failures = 0, resume_at = '-infinity'
where w.id = :id::text
returning w.version, webhook_shown(w)
