-- The faults of a merge that can be found before it is made.
select * from merge_faults(:collection::text, :id::text, :into::text)
