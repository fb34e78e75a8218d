-- What the lines refer to that could not be stored, so that it can be said of them, too, when all lines are there.
create temporary table import_reference (
        line              bigint not null,
        pointer           text not null,
        target_collection text not null collate "C",
        target_id         text not null collate "C"
) on commit drop
