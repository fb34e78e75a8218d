-- The rules on where there are to be bodies, which belong to none.
select r.id
from rules as r
where r.kind = 'existence'
  and r.kind = any (:ruleKind::text[])
  and r.force = any (:force::text[])
order by r.id
