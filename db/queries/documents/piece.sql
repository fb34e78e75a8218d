-- The bytes from a place on, to the end of the piece that they stand in, or as many as are wanted.
select encode(substr(p.bytes, (:from::bigint - p.at + 1)::integer, :count::integer), 'hex')
from content_piece as p
where p.sha256 = :content::text and p.at <= :from::bigint
order by p.at desc
limit 1
