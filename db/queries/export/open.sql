-- A collection as it is imported, for everybody.
select '{"type":"{table}","id":"' || id || '","data":{' || unstamped(json, id, tag) || '}}'
from {table}
order by id
