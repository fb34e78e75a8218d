-- The register's revision, and when it got it. Asked last in a writing transaction, after its number is given.
select revision, instant(at) from revision_counter
