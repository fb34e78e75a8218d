-- Waivers (dispensations from rules).
select w.id, w.version, w.json, w.restricted,
       coalesce(lower(w.valid), '-infinity') as "sort.validFrom", coalesce(upper(w.valid), 'infinity') as "sort.validTo",
       w.id as "sort.id", w.updated_at as "sort.updatedAt"
from waivers as w
join rules as r on r.id = w.rule
where true
  and w.id = any (:id::text[])
  and w.data ? 'identifiers' and w.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and coalesce(r.body, w.body) = any (:body::text[])
  and w.rule = any (:rule::text[])
  and matches(search_vector(w.data->'ground'), folded(all_text(w.data->'ground')), :q::text)
  and w.valid @> :validAt::date
  and w.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
