-- Exactly one of body and agreement.
select '' as pointer, 'one_of_members' as code, 'body, agreement' as arg0, null::text as arg1
where ((:document::jsonb) ? 'body') = ((:document::jsonb) ? 'agreement')
