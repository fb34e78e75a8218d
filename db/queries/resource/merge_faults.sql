-- What is wrong with merging a resource into another.
select * from merge_faults(:collection::text, :id::text, :into::text)
