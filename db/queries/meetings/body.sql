-- The body that holds a meeting.
select body
from meetings
where id = :id::text
