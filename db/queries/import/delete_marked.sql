-- Deletes the resources that are marked for it; returns how many were deleted, and how many did not exist.
with gone as (
        delete from {table} as t
        using import_line as l
        where l.collection = :collection::text and l.removed and t.id = l.id
        returning t.id
)
select (select count(*) from gone),
       (select count(*) from import_line where collection = :collection::text and removed) - (select count(*) from gone)
