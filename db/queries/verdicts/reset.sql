-- There is no subscription to verdicts any more: the next one begins anew.
update verdict_progress set revision = null
where revision is not null and not exists (select from webhooks where active and findings and not gone)
