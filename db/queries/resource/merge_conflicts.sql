-- The faults in the result of a merge.
select * from merge_conflicts(:collection::text, :into::text) limit 100
