-- The register's revision and its time. In a writing transaction this is asked last, after the transaction has got its
-- number.
select revision, instant(at) from revision_counter
