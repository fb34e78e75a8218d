-- Codes that are in use by another area at the same time, and areas that would be within themselves.
select '/code' as pointer, 'taken' as code, other.id as arg0, null::text as arg1
from areas as other
where other.kind = (:document::jsonb)->>'kind'
  and other.code = (:document::jsonb)->>'code'
  and other.id <> :id::text
  and case when (last_day((:document::jsonb)->>'validTo') < first_day((:document::jsonb)->>'validFrom')) is not true
           then other.alone && exclusive_validity(:document::jsonb) end
union all
select '/within', 'circle', :id::text, null
where exists (
        with recursive above (id) as (
                select (part->>'area') collate "C"
                from jsonb_array_elements(case jsonb_typeof((:document::jsonb)->'within') when 'array' then (:document::jsonb)->'within' end) as part
                union
                select r.target_id from reference as r join above on r.collection = 'areas' and r.id = above.id
                where r.pointer like '/within/%'
        )
        select from above where id = :id::text)
