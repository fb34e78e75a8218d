-- Faults of a membership: a vote for a role that has none.
select '/voting' as pointer, 'no_vote' as code, (:document::jsonb)->>'role' as arg0, null::text as arg1
where (:document::jsonb)->'voting' = 'true'
  and (:document::jsonb)->>'role' in ('observer', 'secretary', 'deputy')
