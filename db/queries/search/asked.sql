-- What was sought instead where nothing was found, as JSON; null if nothing else was.
select to_json(a.suggestion)
from search_expand(search_pieces(:q::text), false, false) as a
