-- The results of a search, the best first. `complete`: all matches were ranked; `suggestion`: the corrected text, as
-- JSON; `total` and `facets`: the counts, if they are asked for.
select s.id, s.json, null::text as restricted, case when s.more then 'false' else 'true' end as complete,
       to_json(s.suggestion) as suggestion, s.total, s.facets,
       s.score as "sort.score", coalesce(s.day, '-infinity') as "sort.date", s.id as "sort.id"
from (
        select f.type || ':' || f.resource || case when f.part <> '' then ':' || f.part else '' end as id, f.day, f.score,
               f.more, f.suggestion, f.total, f.facets,
               search_result(f.type || ':' || f.resource || case when f.part <> '' then ':' || f.part else '' end, f.type,
                           f.resource, f.part, f.body, f.kind, f.day, f.label, f.written, f.score, f.query) as json
        from search(:q::text
                , as_prefix => :prefix::boolean
                , types => :type::text[]
                , bodies => :body::text[]
                , kinds => :kind::text[]
                , day_from => :from::date
                , day_to => :to::date
                , counted => :counted::boolean
        ) as f
) as s
