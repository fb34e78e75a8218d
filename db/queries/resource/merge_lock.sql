-- Both resources of a merge, locked in the order of their ids, so that two merges of the same ones do not wait for each other.
select from {table} where id in (:id::text, :into::text) order by id for update
