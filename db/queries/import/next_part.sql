-- The end of the next part of a collection's lines; null if there are no more.
select max(id)
from (
        select id from import_line
        where collection = :collection::text and id > :after::text and not removed
        order by id
        limit :limit::integer
) as part
