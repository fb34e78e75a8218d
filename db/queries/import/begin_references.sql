-- A temporary table of the references in lines that could not be stored, so that missing targets are reported for these
-- lines, too, when all lines have been read.
create temporary table import_reference (
        line              bigint not null,
        pointer           text not null,
        target_collection text not null collate "C",
        target_id         text not null collate "C"
) on commit drop
