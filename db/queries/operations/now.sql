-- The register's clock and its revision.
select instant(clock()), revision from revision_counter
