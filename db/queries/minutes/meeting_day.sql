-- The day of a meeting, if it is known to the day.
select to_char(day, 'YYYY-MM-DD')
from meetings
where id = :id::text and day = last_day
