-- Bodies that would be within themselves.
select '/within' as pointer, 'circle' as code, :id::text as arg0, null::text as arg1
where exists (
        with recursive above (id) as (
                select ((:document::jsonb)->>'within') collate "C"
                union
                select b.within collate "C" from bodies as b join above on b.id = above.id where b.within is not null
        )
        select from above where id = :id::text)
