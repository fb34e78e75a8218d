-- The agreement of a document.
select o.json
from agreements as o
where o.id = (select x.agreement from documents as x where x.id = t.id)
