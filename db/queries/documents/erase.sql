-- Erases the content that a document has or has had; false if there never was such a document.
select erase_content(:id::text)
