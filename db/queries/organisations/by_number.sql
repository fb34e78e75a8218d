-- The organisations that are valid today and have a number, by that: a line for each of their present names.
select o.orgnr, o.id,
       array_to_string(array(
                select distinct said from (
                        select value as said from jsonb_each_text(o.data->'name')
                        union all
                        select label.value from jsonb_array_elements(o.data->'names') as called, jsonb_each_text(called->'name') as label
                        where validity(called) @> today.day) as names), E'\n')
from organisations as o, (select (now() at time zone 'Europe/Oslo')::date) as today (day)
where o.orgnr is not null and o.valid @> today.day
order by o.orgnr, o.id
