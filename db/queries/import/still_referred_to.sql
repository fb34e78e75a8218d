-- Lines that delete resources to which others still refer that have no line themselves; last, how many there are.
select l.line, '' as pointer, 'still_referred_to' as code, r.collection || '/' || r.id as arg0, null::text as arg1, count(*) over () as total
from import_line as l
join reference as r on r.target_collection = l.collection and r.target_id = l.id
where l.removed
  and not exists (select from resource where collection = l.collection and id = l.id)
  and not exists (select from import_line as other where other.collection = r.collection and other.id = r.id)
order by l.line, r.collection, r.id
limit :limit::integer
