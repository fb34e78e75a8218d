-- Organisation numbers that are in use by another organisation at the same time, and organisations that would be part
-- of themselves.
select '/identifiers/orgnr' as pointer, 'taken' as code, other.id as arg0, null::text as arg1
from organisations as other
where other.orgnr = (:document::jsonb)->'identifiers'->>'orgnr'
  and other.id <> :id::text
  and (last_day((:document::jsonb)->>'validTo') < first_day((:document::jsonb)->>'validFrom')) is not true
  and case when (last_day((:document::jsonb)->>'validTo') < first_day((:document::jsonb)->>'validFrom')) is not true
           then other.alone && exclusive_validity(:document::jsonb) end
union all
select '/partOf', 'circle', :id::text, null
where exists (
        with recursive above (id) as (
                select (part->>'organisation') collate "C"
                from jsonb_array_elements(case jsonb_typeof((:document::jsonb)->'partOf') when 'array' then (:document::jsonb)->'partOf' end) as part
                union
                select r.target_id from reference as r join above on r.collection = 'organisations' and r.id = above.id
                where r.pointer like '/partOf/%'
        )
        select from above where id = :id::text)
