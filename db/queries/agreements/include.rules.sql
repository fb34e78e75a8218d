-- The rules of an agreement.
select string_agg(r.json, ',' order by r.id)
from rules as r
where r.agreement = t.id
