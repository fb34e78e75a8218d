-- Resources as they are stored, for rows that say only a part of them.
select id, json, coalesce(restricted, json)
from {table}
where id = any (:id::text[])
