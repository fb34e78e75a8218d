-- A resource as it shall be from now on. No row where it says what is stored already: then nothing changes.
update {table}
set data = coalesce(:restricted::text, :document::text)::jsonb, json = :document::text, restricted = :restricted::text
where id = :id::text
  and data <> coalesce(:restricted::text, :document::text)::jsonb
returning version, json, coalesce(restricted, json)
