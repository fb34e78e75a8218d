-- One action as it is told: its tag, and itself.
select tag, json
from actions
where id = :id::text
