-- What a rule is about, and what the register is when it is asked.
select r.kind, r.agreement, instant(clock()), (select revision from revision_counter)
from rules as r
where r.id = :id::text
