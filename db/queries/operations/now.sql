-- The register's clock and its revision.
select instant(statement_timestamp()), revision from revision_counter
