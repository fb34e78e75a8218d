-- Stores how far the judging has come.
with gone as (
        delete from reported_verdict as t
        where t.collection = 'bodies' and not exists (select from bodies as b where b.id = t.id)
           or t.collection = 'rules' and not exists (select from rules as r where r.id = t.id and r.kind = 'existence')
)
update verdict_progress
set revision = :revision::bigint, at = :at::timestamptz, day = :today::date, leased_until = '-infinity'
