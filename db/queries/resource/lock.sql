-- The resource that is about to be written, locked until the transaction ends.
select version, json, coalesce(restricted, json), updated_at
from {table}
where id = :id::text
for update
