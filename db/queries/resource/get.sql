-- One resource. The caller adds related resources that are to be included as further columns.
from {table} as t
where t.id = :id::text
