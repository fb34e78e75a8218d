-- How many are found of each type, and in each body: beside the list, whose `type` narrows only the latter.
select jsonb_build_object(
        'type', coalesce((
                select jsonb_object_agg(type, n)
                from (select type, count(*) as n
                      from search(:q::text
                              , as_prefix => :prefix::boolean
                              , bodies => :body::text[]
                              , kinds => :kind::text[]
                              , day_from => :from::date
                              , day_to => :to::date
                      ) group by type) as counted), '{}'),
        'body', coalesce((
                select jsonb_object_agg(body, n)
                from (select body, count(*) as n
                      from search(:q::text
                              , as_prefix => :prefix::boolean
                              , types => :type::text[]
                              , bodies => :body::text[]
                              , kinds => :kind::text[]
                              , day_from => :from::date
                              , day_to => :to::date
                      ) where body is not null group by body) as counted), '{}'))::text
