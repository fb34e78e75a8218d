-- Takes a lock so that rules that ask who sits in another body are written one transaction at a time: two at once could
-- make a circle that neither sees.
select pg_advisory_xact_lock(hashtext('samrad rules'))
where jsonb_path_exists(:document::jsonb, '$.**.memberOf') or jsonb_path_exists(:document::jsonb, '$.**.membersOf')
