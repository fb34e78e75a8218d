-- Who was erased, and why: what is to be erased again after a restore.
select id, max(json::jsonb->>'erased') from change where collection = 'persons' and is_erased(json) group by id order by id
