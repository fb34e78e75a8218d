-- Adds content for a document; returns whether it is new. If the content exists already, it is locked, so that it stays
-- until this transaction ends.
insert into content (sha256, media_type, size, state, text)
values (:content::text, :mediaType::text, :size::bigint, :state::text, :text::text)
on conflict (sha256) do update set size = excluded.size
returning xmax = 0
