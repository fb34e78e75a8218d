-- Areas.
select a.id, a.version, a.json, a.restricted,
       left(a.name, 200) collate "nb-x-icu" as "sort.name", a.kind as "sort.kind", coalesce(a.code, '') as "sort.code",
       a.id as "sort.id", a.updated_at as "sort.updatedAt"
from areas as a
where true
  and a.id = any (:id::text[])
  and a.data ? 'identifiers' and a.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and a.kind = any (:kind::text[])
  and a.code = any (:code::text[])
  and a.kommunenummer = any (:kommunenummer::text[])
  and a.fylkesnummer = any (:fylkesnummer::text[])
  and a.id in (with recursive below (id) as (select :within::text collate "C" union select r.id from below join reference as r on r.target_collection = 'areas' and r.target_id = below.id where r.collection = 'areas' and r.pointer like '/within/%') select id from below)
  and matches(a.search, a.words, :q::text)
  and a.valid @> :validAt::date
  and a.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
