-- A vote for a role that has none, and the same appointment twice at the same time.
select '/voting' as pointer, 'no_vote' as code, (:document::jsonb)->>'role' as arg0, null::text as arg1
where (:document::jsonb)->'voting' = 'true'
  and (:document::jsonb)->>'role' in ('observer', 'secretary', 'deputy')
union all
select '/validFrom', 'overlap', other.id, null
from memberships as other
where other.body = (:document::jsonb)->>'body'
  and other.person = (:document::jsonb)->>'person'
  and other.role = (:document::jsonb)->>'role'
  and other.id <> :id::text
  and coalesce(other.organisation, '') = coalesce((:document::jsonb)->>'organisation', '')
  and coalesce(other.area, '') = coalesce((:document::jsonb)->>'area', '')
  and other.certain && certain_validity(:document::jsonb)
