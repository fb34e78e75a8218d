-- What an import notes of its lines, to find a resource that stands twice and to say where a fault stands. A line that
-- could not be stored is noted, too: others may refer to it.
create temporary table import_line (
        line       bigint not null,
        collection text not null collate "C",
        id         text not null collate "C",
        removed    boolean not null default false, -- the line deletes it, or it is of the import's scope and has no line
        primary key (collection, id)
) on commit drop
