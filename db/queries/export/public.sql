-- A collection in the form of an import, as everybody may see it.
select '{"type":"{table}","id":"' || id || '","data":{' || unstamped(json, id, tag) || '}}'
from {table}
order by id
