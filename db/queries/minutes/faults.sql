-- Minutes have the id of their meeting, and number each action once.
select '/meeting' as pointer, 'const' as code, :id::text as arg0, null::text as arg1
where (:document::jsonb)->>'meeting' <> :id::text
union all
select min(pointer), 'duplicate', value #>> '{}', null
from nodes(:document::jsonb)
where pattern = '/items/*/actions/*/number'
group by value
having count(*) > 1
