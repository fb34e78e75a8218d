-- References in an import's lines to resources that neither exist nor have a line, while the constraint that forbids
-- them is still deferred; last, how many there are altogether. If a resource was merged into another, the fault names that.
select line, pointer, case when went.id is null then 'unknown_reference' else 'merged_away' end as code, target_id as arg0,
       coalesce(went.id, target_collection) as arg1, count(*) over () as total
from (
        select l.line, r.pointer, r.target_id, r.target_collection
        from import_line as l
        join reference as r using (collection, id)
        where not exists (select from import_reference as f where f.line = l.line)
        union all
        select line, pointer, target_id, target_collection from import_reference
) as r, lateral (select successor(r.target_collection, r.target_id)) as went (id)
where not exists (
        select from resource where collection = r.target_collection and id = r.target_id)
  and not exists (
        select from import_line as other
        where other.collection = r.target_collection and other.id = r.target_id and not other.removed)
order by line, pointer
limit :limit::integer
