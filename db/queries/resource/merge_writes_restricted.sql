-- Whether a merge would write a resource with restricted members.
select merge_writes_restricted(:collection::text, :id::text, :into::text)
