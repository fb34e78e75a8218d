-- The documents that belong to a meeting.
select string_agg(o.json, ',' order by o.id)
from documents as o
where o.meeting = t.id
