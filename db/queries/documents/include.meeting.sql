-- The meeting of a document.
select o.json
from meetings as o
where o.id = (select x.meeting from documents as x where x.id = t.id)
