-- A new resource: a trigger sets version and times, and renders the text.
insert into {table} (id, data, json, restricted)
values (:id::text, coalesce(:restricted::text, :document::text)::jsonb, :document::text, :restricted::text)
returning version, json, coalesce(restricted, json)
