-- Names that overlap.
select pointer, 'overlap' as code, earlier as arg0, null::text as arg1 from names_that_overlap(:document::jsonb)
