-- Keeps an answer, and deletes a few that are too old, so that they never accumulate.
with old as (
        delete from idempotent_answer
        where ctid = any (array(
                select ctid from idempotent_answer
                where at <= now() - interval '24 hours' and (caller, key) <> (:caller::text, :key::text)
                order by at limit 10 for update skip locked))
)
insert into idempotent_answer (caller, key, request, status, media_type, etag, location, revision, body)
values (:caller::text, :key::text, :request::text, :status::smallint, :mediaType::text, :etag::text, :location::text,
        :revision::text, :body::text)
on conflict (caller, key) do update
set request = excluded.request, status = excluded.status, media_type = excluded.media_type, etag = excluded.etag,
    location = excluded.location, revision = excluded.revision, body = excluded.body, at = now()
