-- Away with a person's name, in every version; false if there never was such a person.
select erase_person(:id::text, :reason::text)
