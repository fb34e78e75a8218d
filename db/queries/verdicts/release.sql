-- The judging failed: it is to be tried again soon.
update verdict_watch set leased_until = '-infinity'
