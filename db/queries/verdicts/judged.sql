-- Stores how far the judging has come.
with gone as (
        delete from body_verdict as v where not exists (select from bodies as b where b.id = v.body)
)
update verdict_watch
set revision = :revision::bigint, at = :at::timestamptz, day = :today::date, leased_until = '-infinity'
