-- What a later version might bring: a table with what is worked out of all rows, kept by a trigger, an index, and a
-- constraint that needs the table for itself. No such version exists; the test of upgrades builds a program that has this.

set local search_path = register, public;

create table later_initials (
        person   text primary key collate "C",
        initials text not null
);
grant select, insert, update on later_initials to samrad_service;
create function later_initials() returns trigger language plpgsql as $$
begin
        insert into register.later_initials values (new.id, left(new.data->>'name', 1))
        on conflict (person) do update set initials = excluded.initials;
        return null;
end $$;
create trigger later_initials after insert or update on persons for each row execute function later_initials();
create index on persons ((left(data->>'name', 1)));
alter table persons add constraint later_name check (data ? 'name');
insert into later_initials select id, left(data->>'name', 1) from persons;
