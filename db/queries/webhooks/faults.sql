-- Faults of a subscription: it names bodies that do not exist.
select '/bodies/' || item.n - 1, 'unknown_reference', item.body, 'bodies'
from jsonb_array_elements_text(
        case jsonb_typeof((:document::jsonb)->'bodies') when 'array' then (:document::jsonb)->'bodies' end) with ordinality as item (body, n)
where not exists (select from bodies where id = item.body)
