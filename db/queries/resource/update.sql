-- Changes a resource. No row if it is the same as what is stored; then nothing is changed.
update {table}
set data = coalesce(:restricted::text, :document::text)::jsonb, json = :document::text, restricted = :restricted::text
where id = :id::text
  and data <> coalesce(:restricted::text, :document::text)::jsonb
returning version, json, coalesce(restricted, json)
