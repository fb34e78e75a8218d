-- A collection as it is imported, with its restricted members.
select '{"type":"{table}","id":"' || id || '","data":{' || unstamped(coalesce(restricted, json), id, tag) || '}}'
from {table}
order by id
