-- Faults of a document: one of a meeting must belong to the meeting's body; and what it says of its content must agree
-- with the content of that checksum.
select '/body' as pointer, 'const' as code, meetings.body as arg0, null::text as arg1
from meetings
where meetings.id = (:document::jsonb)->>'meeting'
  and (:document::jsonb) ? 'body'
  and meetings.body <> (:document::jsonb)->>'body'
union all
select '/content', 'content_differs', content.media_type, content.size::text
from content
where content.sha256 = (:document::jsonb)->'content'->>'sha256'
  and ((:document::jsonb)->'content'->>'size' is distinct from content.size::text
       or not same_media(content.media_type, (:document::jsonb)->'content'->>'mediaType'))
