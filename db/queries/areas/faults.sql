-- Faults of an area: the code of a municipality has four digits, that of a county two.
select '/code' as pointer, 'pattern' as code, '[0-9]{' || digits || '}' as arg0, null::text as arg1
from (select case (:document::jsonb)->>'kind' when 'municipality' then 4 when 'county' then 2 end as digits) as asked
where (:document::jsonb)->>'code' !~ ('^[0-9]{' || digits || '}$')
