-- The day of a meeting, if it is known to the day.
select to_char(date, 'YYYY-MM-DD')
from meetings
where id = :id::text and length(coalesce(data->>'date', left(data->>'startsAt', 10))) = 10
