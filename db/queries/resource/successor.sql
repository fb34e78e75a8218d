-- The resource that replaces one that was merged.
select successor(:collection::text, :id::text)
