-- Faults of a document by itself, in any collection: an end before its start, and conflicting statements of which not
-- exactly one is preferred. The document may violate its schema; the query then reports only what it can see. The
-- document is searched only if there may be something to report.
select pointer || '/validTo' as pointer, 'end_before_start' as code, null::text as arg0, null::text as arg1
from nodes(:document::jsonb)
where exists (
        select from jsonb_path_query(:document::jsonb, 'strict $.** ? (exists (@.validTo) && exists (@.validFrom))') as period
        where last_day(period->>'validTo') < first_day(period->>'validFrom'))
  and jsonb_typeof(value) = 'object'
  and last_day(value->>'validTo') < first_day(value->>'validFrom')
union all
select '/statements', 'preferred', field, null
from (
        select value->>'field' as field,
               count(*) filter (where value->'preferred' = 'true') as preferred,
               bool_and(value->'value' = (:document::jsonb)->(value->>'field'))
                        filter (where value->'preferred' = 'true') as equal
        from jsonb_array_elements(
                case jsonb_typeof((:document::jsonb)->'statements') when 'array' then (:document::jsonb)->'statements' end)
        group by value->>'field'
) as statement
where preferred <> 1 or equal is not true
