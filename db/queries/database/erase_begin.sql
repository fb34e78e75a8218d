-- Settings for erasing by the command line, which has no key and is not bound to organisations.
select set_config('samrad.actor', 'erase', true), set_config('samrad.supplier', '', true),
       set_config('samrad.request', '', true), set_config('samrad.bound', '*', true)
