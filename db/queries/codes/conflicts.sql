-- Another resource for the same code of the same list.
select '/code' as pointer, 'taken' as code, other.id as arg0, null::text as arg1
from codes as other
where other.of = (:document::jsonb)->>'of'
  and other.code = (:document::jsonb)->>'code'
  and other.id <> :id::text
