-- References of what an import has stored to what is neither there nor on another line, while the constraint that
-- forbids them is still deferred.
select l.line, r.pointer, 'unknown_reference' as code, r.target_id as arg0, r.target_collection as arg1
from import_line as l
join reference as r using (collection, id)
where not exists (
        select from resource where collection = r.target_collection and id = r.target_id)
  and not exists (
        select from import_line as other
        where other.collection = r.target_collection and other.id = r.target_id)
order by l.line, r.pointer
limit :limit::integer
