-- The same as limit.sql, for all memberships of an import together.
select l.line, '/body' as pointer, 'too_many' as code, '10000' as arg0, null::text as arg1
from import_line as l
join memberships as t using (id)
where l.collection = :collection::text
  and t.body in (
        select body from memberships
        where body in (select m.body from import_line as i join memberships as m using (id) where i.collection = :collection::text)
        group by body
        having count(*) > 10000)
