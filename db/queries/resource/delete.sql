-- Deletes a resource; its history stays.
delete from {table}
where id = :id::text
