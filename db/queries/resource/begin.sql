-- Who writes, for which request, and bound to whom: the triggers note it with every change of the transaction, and
-- judge by it.
select set_config('samrad.actor', :actor::text, true), set_config('samrad.supplier', :supplier::text, true),
       set_config('samrad.request', :request::text, true), set_config('samrad.bound', :bound::text, true)
