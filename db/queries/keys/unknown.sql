-- Which of these organisations the register does not have.
select (n - 1)::text, id
from unnest(:organisations::text[]) with ordinality as wanted (id, n)
where not exists (select from organisations where organisations.id = wanted.id)
order by n
