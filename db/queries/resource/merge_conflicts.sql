-- What is wrong with what a merge has left.
select * from merge_conflicts(:collection::text, :into::text) limit 100
