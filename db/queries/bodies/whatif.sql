-- What the database finds wrong with hypothetical documents: the same faults as if they were written. `items` are
-- {collection, id, prefix, document}; `removed` are the ids of memberships that would no longer be as they are stored.
with item as materialized (
        select value->>'collection' as collection, value->>'id' as id, value->>'prefix' as prefix, value->'document' as document
        from jsonb_array_elements(:items::jsonb)
)
select item.prefix || r.pointer as pointer, 'unknown_reference' as code, r.target_id as arg0, r.target_collection as arg1
from item, references_of(item.collection, item.document) as r
where not exists (select from resource where collection = r.target_collection and id = r.target_id)
  and not exists (select from item as other where other.collection = r.target_collection and other.id = r.target_id)
union all
select item.prefix || node.pointer || '/validTo', 'end_before_start', null, null
from item, nodes(item.document) as node
where jsonb_typeof(node.value) = 'object'
  and last_day(node.value->>'validTo') < first_day(node.value->>'validFrom')
union all
select item.prefix || '/voting', 'no_vote', item.document->>'role', null
from item
where item.collection = 'memberships'
  and item.document->'voting' = 'true'
  and item.document->>'role' in ('observer', 'secretary', 'deputy')
union all
select item.prefix || '/validFrom', 'overlap', other.id, null
from item
join memberships as other on other.body = item.document->>'body' and other.person = item.document->>'person'
 and other.role = item.document->>'role'
where item.collection = 'memberships'
  and other.id <> item.id
  and other.id <> all (:removed::text[])
  and coalesce(other.organisation, '') = coalesce(item.document->>'organisation', '')
  and coalesce(other.area, '') = coalesce(item.document->>'area', '')
  and other.certain && certain_validity(item.document)
union all
select item.prefix || node.pointer, 'circle', item.document->>'body', null
from item, nodes(item.document) as node
where item.collection = 'rules'
  and node.pattern ~ '/(memberOf|membersOf)/body$'
  and exists (
        with recursive asked (id) as (
                select (node.value #>> '{}') collate "C"
                union
                select r.target_id
                from asked
                join rules on rules.body = asked.id and rules.id <> item.id
                join reference as r on r.collection = 'rules' and r.id = rules.id
                where r.pointer ~ '/(memberOf|membersOf)/body$'
        )
        select from asked where id = item.document->>'body')
order by 1
