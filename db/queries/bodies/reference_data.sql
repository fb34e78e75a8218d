-- The reference data of checks: all organisations, areas, offices and names of codes, with the mark that changes when
-- one of them does. The text is null if it would be longer than `maxBytes` bytes.
select instant(reference_at),
       case when (select coalesce(sum(octet_length(json)), 0) from organisations)
               + (select coalesce(sum(octet_length(json)), 0) from areas)
               + (select coalesce(sum(octet_length(json)), 0) from offices)
               + (select coalesce(sum(octet_length(json)), 0) from codes) <= :maxBytes::bigint then
        '{"organisations":[' || coalesce((select string_agg(json, ',') from organisations), '') || ']'
        || ',"areas":[' || coalesce((select string_agg(json, ',') from areas), '') || ']'
        || ',"offices":[' || coalesce((select string_agg(json, ',') from offices), '') || ']'
        || ',"codes":[' || coalesce((select string_agg(json, ',') from codes), '') || ']}'
       end
from revision_counter
