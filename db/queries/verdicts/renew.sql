-- Whoever judges is at it still; one who has died lets others have the work when his time is up.
update verdict_watch set leased_until = statement_timestamp() + make_interval(secs => :lease::integer)
