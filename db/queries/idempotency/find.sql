-- The answer that is kept for a key, if it is not too old.
select request, status, media_type, etag, location, revision, body
from idempotent_answer
where caller = :caller::text and key = :key::text and at > now() - interval '24 hours'
