-- Answers when the database does and the schema is there.
select count(*) from revision_counter
