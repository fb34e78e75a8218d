-- Faults of a meeting: it ends before it starts, or it starts on another day than its date, as far as that is known (a
-- day, a month or a year).
select '/endsAt' as pointer, 'end_before_start' as code, null::text as arg0, null::text as arg1
where instant_of((:document::jsonb)->>'endsAt') < instant_of((:document::jsonb)->>'startsAt')
union all
select '/date', 'day_of_start', meeting_day(:document::jsonb), null
where first_day(meeting_day(:document::jsonb)) not between first_day((:document::jsonb)->>'date') and last_day((:document::jsonb)->>'date')
