-- The codes that Statistics Norway gives: of a municipality four digits, of a county two. A spreadsheet drops a leading
-- zero, and then it is another's code or nobody's.
select '/code' as pointer, 'pattern' as code, digits.pattern as arg0, null::text as arg1
from (values ('municipality', '^[0-9]{4}$'), ('county', '^[0-9]{2}$')) as digits (kind, pattern)
where (:document::jsonb)->>'kind' = digits.kind
  and (:document::jsonb)->>'code' !~ digits.pattern
