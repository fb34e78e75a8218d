-- Faults of a person: names whose periods overlap. An erased person cannot be written again with other content; and a
-- person cannot be written as erased while an earlier version, or the document itself, has a name.
select '' as pointer, 'erased' as code, null::text as arg0, null::text as arg1
where case
        when (:document::jsonb) ? 'erased'
        then (:document::jsonb) - '{id,erased}'::text[] <> '{"name": "Slettet person"}'
             or exists (select from change where collection = 'persons' and id = :id::text and not is_erased(json))
        else exists (select from change where collection = 'persons' and id = :id::text and is_erased(json))
      end
union all
select pointer, 'overlap', earlier, null from names_that_overlap(:document::jsonb)
