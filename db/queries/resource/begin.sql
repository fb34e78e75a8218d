-- Who writes, for which request, and bound to which organisations. The triggers store this with the transaction and
-- judge its authority by it.
select set_config('samrad.actor', :actor::text, true), set_config('samrad.supplier', :supplier::text, true),
       set_config('samrad.request', :request::text, true), set_config('samrad.bound', :bound::text, true)
