-- The rules on the existence of bodies, which belong to no body.
select r.id
from rules as r
where r.kind = 'existence'
  and r.kind = any (:ruleKind::text[])
  and r.force = any (:force::text[])
order by r.id
