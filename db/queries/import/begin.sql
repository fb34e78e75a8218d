-- A temporary table of the lines of an import. With it a resource that has two lines is found, and the line of a fault.
-- Lines that could not be stored are in it, too, because other lines may refer to their resources.
create temporary table import_line (
        line       bigint not null,
        collection text not null collate "C",
        id         text not null collate "C",
        removed    boolean not null default false, -- the line deletes it, or it is of the import's scope and has no line
        primary key (collection, id)
) on commit drop
