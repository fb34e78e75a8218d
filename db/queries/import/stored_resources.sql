-- Resources as they are stored, for lines that have only some of their members.
select id, json, coalesce(restricted, json)
from {table}
where id = any (:id::text[])
