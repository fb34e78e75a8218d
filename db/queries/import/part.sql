-- Where the next part of a collection's lines ends; null: there are no more.
select max(id)
from (
        select id from import_line
        where collection = :collection::text and id > :after::text and not removed
        order by id
        limit :limit::integer
) as part
