-- What the register finds wrong with a subscription: bodies that there are not.
select '/bodies/' || item.n - 1, 'unknown_reference', item.body, 'bodies'
from jsonb_array_elements_text(
        case jsonb_typeof((:document::jsonb)->'bodies') when 'array' then (:document::jsonb)->'bodies' end) with ordinality as item (body, n)
where not exists (select from bodies where id = item.body)
