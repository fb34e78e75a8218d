-- The rules on the existence of bodies, which belong to no body. With `changedSince` only if a body, area, rule or waiver
-- has been written since then.
select r.id
from rules as r
where r.kind = 'existence'
  and r.id = :rule::text
  and r.kind = any (:ruleKind::text[])
  and r.force = any (:force::text[])
  and exists (select from change as c join revision as v using (transaction) where v.at >= :changedSince::timestamptz and c.collection in ('areas', 'bodies', 'rules', 'waivers'))
order by r.id
