-- Merges a resource into another, and says what has moved.
select merge_resource(:collection::text, :id::text, :into::text)
