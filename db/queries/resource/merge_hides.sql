-- Whether a merge would write what only some may see.
select merge_hides(:collection::text, :id::text, :into::text)
