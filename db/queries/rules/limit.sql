-- More rules of one body than a check takes.
select '/body' as pointer, 'too_many' as code, '1000' as arg0, null::text as arg1
where (select count(*) from (select from rules where body = (:document::jsonb)->>'body' and id <> :id::text limit 1000) as other) = 1000
