-- Whether a merge would write what only some may see.
select merge_writes_restricted(:collection::text, :id::text, :into::text)
