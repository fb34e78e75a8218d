-- How many are found, and how many of them of each type, in each body, of each kind and year, where the page has no row to say it.
select c.total, c.facets
from search_counts(:q::text
        , as_prefix => :prefix::boolean
        , types => :type::text[]
        , bodies => :body::text[]
        , kinds => :kind::text[]
        , day_from => :from::date
        , day_to => :to::date
) as c
