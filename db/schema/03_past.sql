-- What the register knew at an instant. For each table that reads use, rows that a later transaction replaced are kept
-- in a table of the same name in the schema `recorded`. The table itself inherits from that one, so `recorded.bodies`
-- has all rows that there ever were. The schema `known` has a view of the same name: the rows as they were at the
-- revision that read_known_at() chose. With `known` first in the search path the same statement that reads the present
-- reads the past, so it need not be written twice.

set local search_path = register, public;

-- The two clocks ---------------------------------------------------------------------------------------------

-- The instant that an answer is about: now; in `known`, the one that was asked for.
create function clock() returns timestamptz language sql stable parallel safe as $$
        select statement_timestamp()
$$;

create function known.clock() returns timestamptz language sql stable parallel safe as $$
        select current_setting('samrad.known_at')::timestamptz
$$;

create function known_revision() returns bigint language sql stable parallel safe as $$
        select current_setting('samrad.known_revision')::bigint
$$;

-- Makes the rest of the transaction read what was known at an instant. False if the instant is in the future, because
-- such an answer could become wrong. A transaction may have its revision already and not have committed yet; the
-- function waits for it, so that the same question gets the same answer later. If the instant is the `updatedAt` of
-- resources, possibly cut to milliseconds, it includes the transaction that wrote them, although that committed a
-- moment later.
create function read_known_at(to_instant timestamptz) returns boolean language plpgsql as $$
begin
        if to_instant > clock_timestamp() then return false; end if;
        if to_instant > clock_timestamp() - interval '5 minutes' then
                perform pg_advisory_lock_shared(register.numbering_lock());
                perform pg_advisory_unlock_shared(register.numbering_lock());
        end if;
        perform set_config('samrad.known_at', to_instant::text, true),
                set_config('samrad.known_revision', coalesce((
                        select max(revision) from (
                                (select revision from register.revision where at <= to_instant order by at desc limit 1)
                                union all
                                select revision from register.revision
                                where began >= to_instant and began < to_instant + interval '1 millisecond'
                                  and to_instant in (began, date_trunc('milliseconds', began))
                        ) as seen), 0)::text, true),
                set_config('search_path', 'known, register, public', true);
        return true;
end $$;

create view known.revision as
select * from register.revision where revision <= register.known_revision();

create view known.revision_counter as
select true as only_row, register.known_revision() as revision, known.clock() as at;

create view known.change as
select change.* from register.change
where (select revision from register.revision where transaction = change.transaction) <= register.known_revision();

grant select on known.revision, known.revision_counter, known.change to samrad_service, samrad_reader;

-- Rows that were replaced ------------------------------------------------------------------------------------

-- Makes triggers that call a function once after each statement of some kinds on a table. The function sees all rows of
-- the statement: `former` has them as they were, `written` as they are. PostgreSQL demands a trigger for each kind of
-- statement if a trigger uses such transition tables.
create function make_statement_trigger(of_table text, trigger_name text, called text, kinds text[]) returns void language plpgsql as $$
declare
        kind text;
begin
        foreach kind in array kinds loop
                execute format('create or replace trigger %I after %s on register.%I referencing %s
                                for each statement execute function %s()',
                               trigger_name || '_' || kind, kind, of_table,
                               case kind when 'insert' then 'new table as written'
                                         when 'update' then 'old table as former new table as written'
                                         else 'old table as former' end, called);
        end loop;
end $$;

-- The definition of a column, as `create table` has it.
create function column_definition(of_column pg_attribute) returns text language sql stable as $$
        select format('%I %s', of_column.attname, format_type(of_column.atttypid, of_column.atttypmod))
            || coalesce((
                select format(' collate %I.%I', n.nspname, c.collname)
                from pg_collation as c join pg_namespace as n on n.oid = c.collnamespace join pg_type as t on t.oid = of_column.atttypid
                where c.oid = of_column.attcollation and c.oid <> t.typcollation), '')
            || coalesce((
                select format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
                from pg_attrdef as d
                where d.adrelid = of_column.attrelid and d.adnum = of_column.attnum and of_column.attgenerated = 's'), '')
$$;

-- Keeps the past of a table of `register`, which must have the columns `recorded` and `superseded`: makes its table in
-- `recorded`, with the same columns and indexes but without constraints; the trigger that fills it; and its view in
-- `known`. It must be called again after a column or an index is added.
create function make_known(name text) returns void language plpgsql set search_path = register, public as $$
declare
        live     regclass := format('register.%I', name)::regclass;
        kept     regclass := to_regclass(format('recorded.%I', name));
        part     record;
        columns  text;
begin
        if kept is null then
                execute format('create table recorded.%I ()', name);
                kept := format('recorded.%I', name)::regclass;
        end if;
        execute format('drop view if exists known.%I', name);
        for part in
                select a.attname, column_definition(a) as definition
                from pg_attribute as a
                where a.attrelid = live and a.attnum > 0 and not a.attisdropped
                  and not exists (select from pg_attribute as b where b.attrelid = kept and b.attname = a.attname)
                order by a.attnum
        loop
                execute format('alter table recorded.%I add column %s', name, part.definition);
        end loop;
        if not exists (select from pg_inherits where inhrelid = live and inhparent = kept) then
                execute format('alter table register.%I inherit recorded.%I', name, name);
        end if;

        for part in select indexrelid::regclass as index from pg_index where indrelid = kept loop
                execute format('drop index %s', part.index);
        end loop;
        for part in
                select regexp_replace(pg_get_indexdef(indexrelid), '^CREATE (UNIQUE )?INDEX [^ ]+ ON [^ ]+ USING',
                                      format('create index on recorded.%I using', name)) as definition
                from pg_index where indrelid = live and not indisexclusion
        loop
                execute part.definition;
        end loop;

        select string_agg(quote_ident(attname), ', ') into columns
        from pg_attribute
        where attrelid = live and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'superseded';
        execute format($body$
                create or replace function recorded.copy_former_%s() returns trigger
                language plpgsql security definer set search_path = register, pg_temp as $keep$
                declare
                        this bigint;
                begin
                        if not exists (select from former) then return null; end if;
                        this := current_transaction();
                        -- a row that the same transaction wrote and replaced was never visible to others
                        insert into recorded.%I (%s, superseded) select %s, this from former where recorded <> this;
                        return null;
                end $keep$
        $body$, name, name, columns, columns);
        perform register.make_statement_trigger(name, 'd_copy_former', format('recorded.copy_former_%s', name), '{update,delete}');

        execute format($body$
                create view known.%I as
                select kept.* from recorded.%I as kept
                where (select revision from register.revision where transaction = kept.recorded) <= register.known_revision()
                  and (kept.superseded is null
                       or (select revision from register.revision where transaction = kept.superseded) > register.known_revision())
        $body$, name, name);
        execute format('grant select on known.%I to samrad_service, samrad_reader', name);
end $$;

-- Makes a table a collection: makes its triggers and its past, and grants the service its rights.
create function make_collection(name text) returns void language plpgsql as $$
begin
        perform register.compile_references(name), register.make_recorder(name);
        execute format('create trigger a_stamp before insert or update on register.%I
                        for each row execute function register.stamp()', name);
        perform register.make_statement_trigger(name, 'b_record', format('register.record_%s', name), '{insert,update,delete}');
        execute format('create index on register.%I (updated_at, id)', name);
        execute format('create index on register.%I (recorded)', name); -- what was recorded since an instant
        execute format('create index on register.%I using gin ((data->''identifiers'') jsonb_path_ops)
                        where data ? ''identifiers''', name);
        execute format('grant select, insert, update, delete on register.%I to samrad_service', name);
        execute format('grant select on register.%I to samrad_reader', name);
        perform register.make_known(name);
end $$;

select make_known(name) from unnest(array['resource', 'reference']) as name;

grant select on resource, reference, reference_path, revision_counter, revision, change, erasure
        to samrad_service, samrad_reader;
