-- A code has one name for each thing that it is one of.
select '/code' as pointer, 'taken' as code, other.id as arg0, null::text as arg1
from codes as other
where other.of = (:document::jsonb)->>'of'
  and other.code = (:document::jsonb)->>'code'
  and other.id <> :id::text
