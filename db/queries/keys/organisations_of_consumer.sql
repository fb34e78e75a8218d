-- The organisations that the consumer of a token writes for: those with its organisation number, including former
-- resources with the same number.
select coalesce(array_agg(id order by id), '{}')::text
from organisations
where orgnr = :orgnr::text
