-- A meeting that ends before it starts.
select '/endsAt' as pointer, 'end_before_start' as code, null::text as arg0, null::text as arg1
where (:document::jsonb)->>'startsAt' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$'
  and (:document::jsonb)->>'endsAt' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$'
  and first_day(left((:document::jsonb)->>'startsAt', 10)) is not null
  and first_day(left((:document::jsonb)->>'endsAt', 10)) is not null
  and case when first_day(left((:document::jsonb)->>'startsAt', 10)) is not null and first_day(left((:document::jsonb)->>'endsAt', 10)) is not null
           then ((:document::jsonb)->>'endsAt')::timestamptz < ((:document::jsonb)->>'startsAt')::timestamptz end
