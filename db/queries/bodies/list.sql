-- Bodies. Served by the index on (name, id), or by kind.
select b.id, b.version, b.json, b.restricted,
       left(b.name, 200) collate "nb-x-icu" as "sort.name", b.kind as "sort.kind",
       coalesce(lower(b.valid), '-infinity') as "sort.validFrom", b.id as "sort.id", b.updated_at as "sort.updatedAt"
from bodies as b
where true
  and b.id = any (:id::text[])
  and b.data ? 'identifiers' and b.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and b.kind = any (:kind::text[])
  and b.within = :within::text
  and b.area = any (:area::text[])
  and b.decision_mode = any (:decisionMode::text[])
  and b.id in (select r.id from reference as r where r.collection = 'bodies' and r.target_collection = 'organisations' and r.target_id = any (:establishedBy::text[]) and r.pointer like '/establishedBy/%')
  and b.id in (select r.id from reference as r where r.collection = 'bodies' and r.target_collection = 'organisations' and r.target_id = any (:party::text[]) and r.pointer like '/parties/%')
  and matches(b.search, b.words, :q::text)
  and b.valid @> :validAt::date
  and b.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
