-- The body of a document, or of its meeting.
select o.json
from bodies as o
where o.id = (select coalesce(x.body, m.body) from documents as x left join meetings as m on m.id = x.meeting where x.id = t.id)
