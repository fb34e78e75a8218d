-- Agreements. At a date: those known to be in force then; those whose end is not stated only if asked for.
select a.id, a.version, a.json, a.restricted,
       left(a.title, 200) collate "nb-x-icu" as "sort.title", coalesce(a.signed_on, '-infinity') as "sort.signedOn",
       coalesce(lower(a.valid), '-infinity') as "sort.validFrom", coalesce(upper(a.valid), 'infinity') as "sort.validTo",
       a.id as "sort.id", a.updated_at as "sort.updatedAt"
from agreements as a
where true
  and a.id = any (:id::text[])
  and a.data ? 'identifiers' and a.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and a.kind = any (:kind::text[])
  and a.id in (select r.id from reference as r where r.collection = 'agreements' and r.target_collection = 'organisations' and r.target_id = any (:party::text[]) and r.pointer like '/parties/%')
  and a.id in (select r.id from reference as r where r.collection = 'agreements' and r.target_collection = 'bodies' and r.target_id = any (:establishes::text[]) and r.pointer like '/establishes/%')
  and a.id in (select r.id from reference as r where r.collection = 'agreements' and r.target_collection = 'agreements' and r.target_id = any (:renews::text[]) and r.pointer like '/renews/%')
  and jsonb_path_query_array(a.data, '$.topics[*].code') ?| :topic::text[]
  and matches(a.search, a.words, :q::text)
  and a.valid @> :validAt::date
  and (:openEnded::boolean or upper(a.valid) > :validAt::date)
  and a.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
