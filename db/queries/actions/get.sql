-- One action as it is answered, with its tag.
select tag, json
from actions
where id = :id::text
