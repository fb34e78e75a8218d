-- The erased persons with their reasons: those that must be erased again after a restore.
select id, max(json::jsonb->>'erased') from change where collection = 'persons' and is_erased(json) group by id order by id
