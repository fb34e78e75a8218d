-- Bytes that a document shall have: whether they were not here. If they are, they stay while this transaction lasts.
insert into content (sha256, media_type, size, state, text)
values (:content::text, :mediaType::text, :size::bigint, :state::text, :text::text)
on conflict (sha256) do update set size = excluded.size
returning xmax = 0
