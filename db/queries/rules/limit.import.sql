-- The same as limit.sql, for all rules of an import together.
select l.line, '/body' as pointer, 'too_many' as code, '1000' as arg0, null::text as arg1
from import_line as l
join rules as t using (id)
where l.collection = :collection::text
  and t.body in (
        select body from rules
        where body in (select m.body from import_line as i join rules as m using (id) where i.collection = :collection::text)
        group by body
        having count(*) > 1000)
union all
select l.line, '/appliesTo', 'too_many', '1000', null
from import_line as l
join rules as t using (id)
where l.collection = :collection::text
  and t.applied_to is not null
  and (select count(*) from rules where applied_to is not null) > 1000
