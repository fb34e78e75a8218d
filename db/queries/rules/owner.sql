-- The body or agreement of a rule, and the state of the register that the rule is judged by.
select r.kind, r.agreement, instant(clock()), (select revision from revision_counter)
from rules as r
where r.id = :id::text
