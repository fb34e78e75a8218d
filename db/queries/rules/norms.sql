-- The rules on where there are to be bodies, which belong to none. What such a rule looks at may have changed since
-- `changedSince` if any body, area, rule or waiver has.
select r.id
from rules as r
where r.kind = 'existence'
  and r.id = :rule::text
  and r.kind = any (:ruleKind::text[])
  and r.force = any (:force::text[])
  and exists (select from change as c join revision as v using (transaction) where v.at >= :changedSince::timestamptz and c.collection in ('areas', 'bodies', 'rules', 'waivers'))
order by r.id
