-- The bytes from an offset to the end of the piece that contains it, or fewer if fewer are wanted.
select encode(substr(p.bytes, (:from::bigint - p.at + 1)::integer, :count::integer), 'hex')
from content_piece as p
where p.sha256 = :content::text and p.at <= :from::bigint
order by p.at desc
limit 1
