-- Other memberships that are the same appointment at the same time.
select '/validFrom' as pointer, 'overlap' as code, other.id as arg0, null::text as arg1
from memberships as other
where other.body = (:document::jsonb)->>'body'
  and other.person = (:document::jsonb)->>'person'
  and other.role = (:document::jsonb)->>'role'
  and other.id <> :id::text
  and coalesce(other.organisation, '') = coalesce((:document::jsonb)->>'organisation', '')
  and coalesce(other.area, '') = coalesce((:document::jsonb)->>'area', '')
  and other.certain && certain_validity(:document::jsonb)
