-- The organisations that a token's consumer writes for: those with its number, under all the names it has had.
select coalesce(array_agg(id order by id), '{}')::text
from organisations
where orgnr = :orgnr::text
