-- Erases a person in all versions; false if there never was such a person.
select erase_person(:id::text, :reason::text)
