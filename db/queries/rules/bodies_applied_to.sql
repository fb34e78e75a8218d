-- The bodies that a general rule may apply to, as it is stored or with a changed `appliesTo`, in the order of their
-- ids.
select b.id
from bodies as b
where may_apply((:document::jsonb)->'appliesTo', b.id, b.data)
   or exists (select from rules as r
              where r.id = :id::text and r.applied_to is not null and may_apply(r.data->'appliesTo', b.id, b.data))
order by b.id
