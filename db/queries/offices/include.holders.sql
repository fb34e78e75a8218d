-- The persons who have held an office.
select string_agg(p.json, ',' order by p.id)
from persons as p
where p.id in (select person from office_holder where office = t.id)
