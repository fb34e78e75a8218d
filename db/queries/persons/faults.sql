-- Names that overlap. Of a person who is erased nothing else is written again, however often someone sends it; and nobody is called erased
-- whose name stands in an earlier version, or in the document itself.
select '' as pointer, 'erased' as code, null::text as arg0, null::text as arg1
where case
        when (:document::jsonb) ? 'erased'
        then (:document::jsonb) - '{id,erased}'::text[] <> '{"name": "Slettet person"}'
             or exists (select from change where collection = 'persons' and id = :id::text and not is_erased(json))
        else exists (select from change where collection = 'persons' and id = :id::text and is_erased(json))
      end
union all
select pointer, 'overlap', earlier, null from names_that_overlap(:document::jsonb)
