-- The areas of a kind that are valid on a day and have a code, sorted by it: their names are one a line.
select a.code, a.id,
       array_to_string(array(select distinct value from jsonb_each_text(a.data->'name')), E'\n')
from areas as a
where a.kind = :kind::text and a.code is not null and a.valid @> :at::date
order by a.code collate "C", a.id
