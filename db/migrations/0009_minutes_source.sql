-- The text that minutes were read from stands in them as `source`, beside what was read out of it: searched once is enough.

create or replace function register.search_vector(value jsonb) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector('pg_catalog.norwegian',
                           register.all_text(case jsonb_typeof(value) when 'object' then value - 'source' else value end))
$$;
