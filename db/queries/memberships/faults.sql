-- A vote for a role that has none, more memberships of one body than a check takes, and the same appointment twice at the same time.
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
union all
select '/body', 'too_many', '10000', null
where (select count(*) from (select from memberships where body = (:document::jsonb)->>'body' and id <> :id::text limit 10000) as other) = 10000
