-- Who writes, and for which request: the triggers note it with every change of the transaction.
select set_config('samrad.actor', :actor::text, true), set_config('samrad.request', :request::text, true)
