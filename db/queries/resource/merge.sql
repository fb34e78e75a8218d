-- Merges a resource into another; returns the resources whose references were changed.
select merge_resource(:collection::text, :id::text, :into::text)
