-- Faults of an office: two holders at the same time, unless it is shared.
select '/holders/' || (later.n - 1) as pointer, 'overlap' as code, '/holders/' || (earlier.n - 1) as arg0, null::text as arg1
from jsonb_array_elements(case jsonb_typeof((:document::jsonb)->'holders') when 'array' then (:document::jsonb)->'holders' end)
                with ordinality as earlier (value, n),
     jsonb_array_elements(case jsonb_typeof((:document::jsonb)->'holders') when 'array' then (:document::jsonb)->'holders' end)
                with ordinality as later (value, n)
where earlier.n < later.n
  and (:document::jsonb)->'shared' is distinct from 'true'
  and certain_validity(earlier.value) && certain_validity(later.value)
