-- The corrected text if there are no results, as JSON; null if there is none.
select to_json(a.suggestion)
from search_expand(search_pieces(:q::text), false, false) as a
