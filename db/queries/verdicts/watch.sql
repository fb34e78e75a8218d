-- The bodies that shall be judged now, if somebody asks to be told: claims the work for a while. Those that something
-- has been written about since the last time; all of them on a new day; all of them, to tell nobody, when it begins.
update verdict_watch as v
set leased_until = statement_timestamp() + make_interval(secs => :lease::integer)
from revision_counter as n
where v.leased_until < statement_timestamp()
  and exists (select from webhooks where active and findings and not gone)
  and (v.revision is null or v.revision < n.revision or v.day is distinct from :today::date)
returning v.revision is null, v.revision is not null and v.day = :today::date, instant(v.at), n.revision, instant(n.at)
