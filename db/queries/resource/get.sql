-- One resource. What is asked to be included is added by the caller as further columns.
from {table} as t
where t.id = :id::text
