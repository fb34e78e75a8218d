-- The result of extracting the text of content that exists.
select state
from content
where sha256 = :content::text
