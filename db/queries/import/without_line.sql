-- The resources that belong to a body and have no line in the import.
select t.id
from {table} as t
where body_of(:collection::text, t.id, t.data) = :body::text
  and not exists (select from import_line as l where l.collection = :collection::text and l.id = t.id)
order by t.id
