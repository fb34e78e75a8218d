-- A collection in the form of an import, with restricted members.
select '{"type":"{table}","id":"' || id || '","data":{' || unstamped(coalesce(restricted, json), id, tag) || '}}'
from {table}
order by id
