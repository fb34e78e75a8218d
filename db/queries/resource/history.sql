-- All versions of a resource, the newest first, each with the version before it.
select h.version, h.operation, instant(r.at), r.actor, r.supplier, h.json, h.restricted, h.before_json, h.before_restricted,
       h.merged_into
from (
        select c.transaction, c.version, c.operation, c.json, c.restricted, c.merged_into,
               lead(c.json) over newest as before_json, lead(c.restricted) over newest as before_restricted
        from change as c
        where c.collection = :collection::text and c.id = :id::text
        window newest as (order by c.version desc)
) as h
join revision as r using (transaction)
where true
  and h.version < :before::integer
order by h.version desc
limit :limit::integer
