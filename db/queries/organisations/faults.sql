-- Names that overlap.
select '/names/' || (later.n - 1) as pointer, 'overlap' as code, '/names/' || (earlier.n - 1) as arg0, null::text as arg1
from jsonb_array_elements(case jsonb_typeof((:document::jsonb)->'names') when 'array' then (:document::jsonb)->'names' end)
                with ordinality as earlier (value, n),
     jsonb_array_elements(case jsonb_typeof((:document::jsonb)->'names') when 'array' then (:document::jsonb)->'names' end)
                with ordinality as later (value, n)
where earlier.n < later.n
  and certain_validity(earlier.value) && certain_validity(later.value)
