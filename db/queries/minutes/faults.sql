-- Faults of minutes: their id must be that of the meeting, and each action must have a number of its own.
select '/meeting' as pointer, 'const' as code, :id::text as arg0, null::text as arg1
where (:document::jsonb)->>'meeting' <> :id::text
union all
select min(pointer), 'duplicate', value #>> '{}', null
from nodes(:document::jsonb)
where pattern = '/items/*/actions/*/number'
group by value
having count(*) > 1
