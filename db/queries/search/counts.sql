-- How many results there are, and how many of each type, body, kind and year, for a page without rows to say it.
select c.total, c.facets
from search_counts(:q::text
        , as_prefix => :prefix::boolean
        , types => :type::text[]
        , bodies => :body::text[]
        , kinds => :kind::text[]
        , day_from => :from::date
        , day_to => :to::date
) as c
