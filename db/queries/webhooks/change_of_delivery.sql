-- The change that a delivery is about, as the feed has it, without restricted members.
select r.revision, r.revision, r.revision, c.sequence, c.collection, c.id, c.operation, c.version, instant(r.at), r.actor, c.body,
       case when c.operation <> 'deleted' then c.json end, c.merged_into
from webhook_delivery as d
join change as c on c.transaction = d.transaction and c.sequence = d.sequence
join revision as r on r.transaction = c.transaction
where d.id = :id::bigint
