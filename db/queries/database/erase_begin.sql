-- Erasing by the command line: nobody's key, and bound to nothing.
select set_config('samrad.actor', 'erase', true), set_config('samrad.supplier', '', true),
       set_config('samrad.request', '', true), set_config('samrad.bound', '*', true)
