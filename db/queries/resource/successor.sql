-- Where a resource is that was merged into another.
select successor(:collection::text, :id::text)
