-- Organisations, by present and former names.
select o.id, o.version, o.json, o.restricted,
       left(o.name, 200) collate "nb-x-icu" as "sort.name", o.kind as "sort.kind", o.id as "sort.id", o.updated_at as "sort.updatedAt"
from organisations as o
where true
  and o.id = any (:id::text[])
  and o.data ? 'identifiers' and o.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and o.kind = any (:kind::text[])
  and o.sector = any (:sector::text[])
  and o.orgnr = any (:orgnr::text[])
  and o.kommunenummer = any (:kommunenummer::text[])
  and o.area = any (:area::text[])
  and o.id in (select r.id from reference as r where r.collection = 'organisations' and r.target_collection = 'organisations' and r.target_id = any (:partOf::text[]) and r.pointer like '/partOf/%')
  and o.id in (with recursive below (id) as (select :within::text collate "C" union select r.id from below join reference as r on r.target_collection = 'organisations' and r.target_id = below.id where r.collection = 'organisations' and r.pointer like '/partOf/%') select id from below)
  and matches(o.search, o.words, :q::text)
  and o.valid @> :validAt::date
  and o.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
