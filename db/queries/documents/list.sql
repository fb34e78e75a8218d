-- Documents. A date known only to a month counts as its first day. Restricted members of closed documents are not
-- searched.
select d.id, d.version, d.json, d.restricted,
       coalesce(d.date, '-infinity') as "sort.date", left(d.title, 200) collate "nb-x-icu" as "sort.title",
       d.id as "sort.id", d.updated_at as "sort.updatedAt"
from documents as d
where true
  and d.id = any (:id::text[])
  and d.restricted is null and d.data ? 'identifiers' and d.data->'identifiers' @> any (identifier_documents(:identifier::text[]))
  and (d.body = any (:body::text[]) or d.meeting in (select m.id from meetings as m where m.body = any (:body::text[])))
  and d.meeting = any (:meeting::text[])
  and d.agreement = any (:agreement::text[])
  and d.kind = any (:kind::text[])
  and d.language = any (:language::text[])
  and d.restricted is null and coalesce(d.data->'content', d.data->'link')->>'mediaType' = any (:mediaType::text[])
  and d.restricted is null and (d.sha256 = any (:sha256::text[]) or d.found = any (:sha256::text[]))
  and d.restricted is null and d.data->'content'->>'text' = any (:text::text[])
  and d.restricted is null and exists (select from content_use as u join content as c using (sha256) where u.document = d.id and c.sha256 = d.sha256) = :stored::boolean
  and d.date >= :from::date
  and d.date <= :to::date
  and matches(d.search, d.words, :q::text)
  and d.recorded in (select transaction from revision where at >= :modifiedSince::timestamptz)
