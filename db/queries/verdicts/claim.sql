-- Claims the judging for a while, if there is a subscription to verdicts and there is work: something was written since
-- the last time, or a new day has begun. Returns whether this is the beginning, when all bodies are judged and nothing
-- is sent; whether only the bodies that something was written about must be judged, and since when; and the revision
-- with its time.
update verdict_progress as v
set leased_until = statement_timestamp() + make_interval(secs => :lease::integer)
from revision_counter as n
where v.leased_until < statement_timestamp()
  and exists (select from webhooks where active and findings and not gone)
  and (v.revision is null or v.revision < n.revision or v.day is distinct from :today::date)
returning v.revision is null, v.revision is not null and v.day = :today::date, instant(v.at), n.revision, instant(n.at)
