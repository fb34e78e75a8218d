-- Adds a piece of content.
insert into content_piece (sha256, at, bytes)
values (:content::text, :at::bigint, decode(:bytes::text, 'hex'))
