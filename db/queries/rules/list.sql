-- Rules of bodies and agreements.
select r.id, r.version, r.json, r.restricted,
       coalesce(r.body, '') as "sort.body", r.kind as "sort.kind", r.id as "sort.id", r.updated_at as "sort.updatedAt"
from rules as r
where true
  and r.id = any (:id::text[])
  and r.data ? 'identifiers' and r.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and r.body = any (:body::text[])
  and r.agreement = any (:agreement::text[])
  and r.kind = any (:kind::text[])
  and r.force = any (:force::text[])
  and r.basis = any (:basis::text[])
  and r.variant = any (:variant::text[])
  and (r.applied_to is not null or r.kind = 'existence') = :general::boolean
  and r.issued_by = any (:issuedBy::text[])
  and r.data->>'derogatesFrom' = any (:derogatesFrom::text[])
  and matches(r.search, r.words, :q::text)
  and r.valid @> :validAt::date
  and r.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
