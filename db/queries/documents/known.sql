-- What came of reading the text of bytes that are here.
select state
from content
where sha256 = :content::text
