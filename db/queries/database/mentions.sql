-- Where a text stands, whatever its case: the versions of each resource that contain it, and the documents whose content does. Of a
-- resource that has it in its latest version and is not deleted it stands there now, else in the past only.
with needle as (
        select lower(substr(quoted, 2, length(quoted) - 2)) as in_json, lower(:text::text) as in_text
        from to_json(:text::text) as written cross join lateral (select written::text) as as_text (quoted)
)
select c.collection || '/' || c.id, 'versions ' || string_agg(c.version::text, ', ' order by c.version),
       case when bool_or(c.operation <> 'deleted' and not exists (
                select from change as later
                where later.collection = c.collection and later.id = c.id and later.version > c.version)) then 'now' else 'past' end
from change as c, needle as n
where strpos(lower(coalesce(c.restricted, c.json)), n.in_json) > 0
group by c.collection, c.id
union all
select 'documents/' || u.document, 'content', case when d.id is null then 'past' else 'now' end
from needle as n
join content as b on strpos(lower(b.text), n.in_text) > 0
join content_use as u on u.sha256 = b.sha256
left join documents as d on d.id = u.document and d.sha256 = b.sha256
order by 1, 2
