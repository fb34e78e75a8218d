-- The subscription that is about to be written, locked until the transaction ends.
select w.version, w.json
from webhooks as w
where w.id = :id::text
  and w.owner = :owner::text
for update
