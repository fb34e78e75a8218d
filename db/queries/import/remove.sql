-- Deletes what is noted to go; how much that is, and of how much there was nothing.
with gone as (
        delete from {table} as t
        using import_line as l
        where l.collection = :collection::text and l.removed and t.id = l.id
        returning t.id
)
select (select count(*) from gone),
       (select count(*) from import_line where collection = :collection::text and removed) - (select count(*) from gone)
