-- Prolongs the claim on the judging. If a service dies, its claim expires, and another one can do the work.
update verdict_progress set leased_until = statement_timestamp() + make_interval(secs => :lease::integer)
