-- A part of what an import has stored in a collection.
select l.line, l.id, t.data as whole
from import_line as l
join {table} as t using (id)
where l.collection = :collection::text
  and l.id > :after::text
  and l.id <= :to::text
