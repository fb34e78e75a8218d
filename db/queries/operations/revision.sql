-- The register's revision. Asked last in a writing transaction, after its number is given.
select revision from revision_counter
