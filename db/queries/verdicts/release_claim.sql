-- The judging failed: it is to be tried again soon.
update verdict_progress set leased_until = '-infinity'
