-- Tombstones of a collection since a time, in the form of its list: resources that were deleted and do not exist now.
select c.id, c.version,
       '{"id":"' || c.id || '","deleted":true' || coalesce(',"mergedInto":"' || c.merged_into || '"', '') || ',"version":' || c.version || ',"updatedAt":"' || instant(r.at) || '"}' as json,
       null::text as restricted, r.at as "sort.updatedAt"
from change as c
join revision as r using (transaction)
where c.collection = :collection::text
  and c.operation = 'deleted'
  and r.at >= :modifiedSince::timestamptz
  and not exists (select from {table} as live where live.id = c.id)
  and not exists (
        select from change as later
        where later.collection = c.collection and later.id = c.id and later.version > c.version)
