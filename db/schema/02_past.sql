-- Recorded time: what every transaction changed, and what the register knew at a time.
--
-- `change` has every version of every resource, in the order of the commits. Besides, every table that reads use keeps the
-- rows that a later transaction replaced, in a table of the same name in the schema `recorded`; the table itself is a
-- child of that one, so `recorded.bodies` is every row there ever was. In the schema `known` stands a view of the same
-- name: the rows as they were at the revision that look_back() chose. With `known` first in the search path a statement
-- reads the past, and is written only once.

set local search_path = register, public;

-- Transactions -------------------------------------------------------------------------------------------------

-- The register's one commit-ordered revision. Whoever holds the row commits next, so that a reader who sees a revision
-- sees all before it: nothing that commits late is skipped. `world` is when organisations, areas or offices last changed:
-- what most bodies refer to, and what changes seldom. A service that keeps them at hand is told with every row that it
-- reads whether they are still as it keeps them.
create table revision_counter (
        only_row boolean primary key default true check (only_row),
        revision bigint not null,
        at       timestamptz not null,
        world    timestamptz not null
);
insert into revision_counter (revision, at, world) values (0, now(), now());

-- One row for each transaction that changed something; revision and time are given when it commits.
create table revision (
        transaction bigint generated always as identity primary key,
        revision    bigint unique,
        at          timestamptz,
        actor       text,
        supplier    text, -- who wrote on the actor's behalf: a token's consumer may let a supplier work for him
        request     text
);
create index on revision (at);

-- Every change of every resource, with the document after it (for a deletion: the last one). The body that it is about
-- stands with it, so that the changes of one body are found without reading them all.
create table change (
        transaction bigint not null,
        sequence    bigint generated always as identity,
        collection  text not null collate "C",
        id          text not null collate "C",
        version     integer not null,
        operation   text not null check (operation in ('created', 'changed', 'deleted')),
        json        text not null,
        restricted  text,
        body        text collate "C",
        former_body text collate "C", -- where it belonged before this change, if that was elsewhere
        primary key (transaction, sequence)
);
create unique index on change (collection, id, version);
create index on change (collection, transaction) where operation = 'deleted';
create index on change (body, collection) where body is not null;
create index on change (former_body) where former_body is not null;

-- Which transactions erased something. What was known at a time is then another answer than before, and is tagged so.
create table erasure (
        transaction bigint primary key
);

create function last_erasure() returns bigint language sql stable as $$
        select max(revision) from register.erasure join register.revision using (transaction)
$$;

-- The transaction's row in `revision`, made at its first change.
create function current_transaction() returns bigint
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        known bigint := nullif(current_setting('samrad.transaction', true), '')::bigint;
begin
        if known is null then
                insert into revision (actor, supplier, request)
                values (nullif(current_setting('samrad.actor', true), ''),
                        nullif(current_setting('samrad.supplier', true), ''),
                        nullif(current_setting('samrad.request', true), ''))
                returning transaction into known;
                perform set_config('samrad.transaction', known::text, true);
        end if;
        return known;
end $$;

-- The lock that a transaction takes to be numbered, and holds until it is seen by all.
create function numbering_lock() returns bigint language sql immutable parallel safe as $$
        select hashtextextended('samrad numbering', 0)
$$;

-- Numbers a transaction as the last thing before its commit. What a change refers to may have been written after it in
-- the same transaction: only now all of it is there.
create function number_revision() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        next  revision_counter;
        moved boolean;
begin
        update change set body = body_of(collection, id, json::jsonb)
        where transaction = new.transaction and body is null and collection in ('waivers', 'minutes', 'documents');
        moved := exists (select from change
                         where transaction = new.transaction and collection in ('organisations', 'areas', 'offices'));
        perform pg_advisory_xact_lock(numbering_lock());
        update revision_counter
           set revision = revision + 1, at = greatest(clock_timestamp(), at + interval '1 microsecond'),
               world = case when moved then greatest(clock_timestamp(), world + interval '1 microsecond') else world end
        returning * into next;
        update revision set revision = next.revision, at = next.at where transaction = new.transaction;
        perform pg_notify('samrad_revision', next.revision::text);
        return null;
end $$;

create constraint trigger number_at_commit after insert on revision
        deferrable initially deferred for each row execute function number_revision();

-- Resources and references -------------------------------------------------------------------------------------

-- The columns of every collection.
create table resource_template (
        id         text primary key collate "C" check (id ~ '^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$'),
        version    integer not null,
        tag        text not null generated always as (version::text) stored, -- what the ETag says
        created_at timestamptz not null,
        updated_at timestamptz not null,
        data       jsonb not null check (jsonb_typeof(data) = 'object'),
        json       text not null,
        restricted text,
        recorded   bigint not null default current_transaction(), -- the transaction that wrote the row,
        superseded bigint                                         -- and the one that replaced it
);

-- Every live resource, so that a reference can point to any of them.
create table resource (
        collection text not null collate "C",
        id         text not null collate "C",
        recorded   bigint not null default current_transaction(),
        superseded bigint,
        primary key (collection, id)
);

-- Who refers to whom, and from where. Deferred: within a transaction the order of writes is free.
create table reference (
        collection        text not null collate "C",
        id                text not null collate "C",
        pointer           text not null collate "C",
        target_collection text not null collate "C",
        target_id         text not null collate "C",
        recorded          bigint not null default current_transaction(),
        superseded        bigint,
        primary key (collection, id, pointer),
        foreign key (target_collection, target_id) references resource deferrable initially deferred
);
create index on reference (target_collection, target_id);

-- Where in a collection's documents a reference stands. A pattern is a JSON pointer with `*` for an array's
-- index, as a regular expression.
create table reference_path (
        collection text not null,
        pattern    text not null,
        target     text not null,
        primary key (collection, pattern, target)
);

-- Every value inside a document with its JSON pointer and its pattern.
create function nodes(document jsonb)
returns table (pointer text, pattern text, key text, value jsonb) language sql immutable parallel safe as $$
        with recursive node (pointer, pattern, key, value) as (
                select '', '', '', document
                union all
                select node.pointer || '/' || replace(replace(child.key, '~', '~0'), '/', '~1'),
                       node.pattern || '/' || child.pattern, child.key, child.value
                from node, lateral (
                        select member.key, member.key as pattern, member.value
                        from jsonb_each(case jsonb_typeof(node.value) when 'object' then node.value end) as member
                        union all
                        select (item.n - 1)::text, '*', item.value
                        from jsonb_array_elements(case jsonb_typeof(node.value) when 'array' then node.value end)
                                with ordinality as item (value, n)
                ) as child
        )
        select * from node
$$;

create function references_of(of_collection text, document jsonb)
returns table (pointer text, target_collection text, target_id text) language sql stable parallel safe as $$
        select node.pointer, path.target, node.value #>> '{}'
        from register.nodes(document) as node
        join register.reference_path as path
          on path.collection = of_collection and node.pattern ~ ('^' || path.pattern || '$')
        where jsonb_typeof(node.value) = 'string'
$$;

-- Triggers of every collection ---------------------------------------------------------------------------------

-- Puts the members that the register sets around a document.
create function stamped(document text, id text, version integer, created_at timestamptz, updated_at timestamptz)
returns text language sql immutable parallel safe as $$
        select '{"id":"' || id || '",' || substr(document, 2, length(document) - 2)
            || ',"version":' || version
            || ',"createdAt":"' || register.instant(created_at)
            || '","updatedAt":"' || register.instant(updated_at) || '"}'
$$;

-- The other way round of stamped(): the document's members, as text without the braces around them.
create function unstamped(text text, id text, tag text) returns text language sql immutable parallel safe as $$
        select substr(text, length(id) + 10, length(text) - length(id) - length(tag) - 105)
$$;

-- Before a write: version, times, and the rendered text. A version is never used twice, so that an ETag of a
-- deleted resource cannot match its successor.
create function stamp() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if tg_op = 'INSERT' then
                select coalesce(max(change.version), 0) + 1 into new.version
                from change where collection = tg_table_name and change.id = new.id;
                new.created_at := now();
        else
                new.version := old.version + 1;
                new.created_at := old.created_at;
        end if;
        new.recorded := current_transaction(); -- begins an epoch where one is due, whose versions are past all that was lost
        new.version := greatest(new.version, version_floor());
        new.updated_at := now();
        new.json := stamped(new.json, new.id, new.version, new.created_at, new.updated_at);
        new.restricted := stamped(new.restricted, new.id, new.version, new.created_at, new.updated_at);
        new.superseded := null;
        return new;
end $$;

-- After a write: the change, the registry, the references. A reference that stays as it was is left alone.
create function record() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        belonged text;
        belongs  text;
        pointers text[];
begin
        if tg_op <> 'INSERT' then
                belonged := coalesce(body_of(tg_table_name, old.id, old.data), (
                        select body from change
                        where collection = tg_table_name and id = old.id
                        order by version desc limit 1));
        end if;
        if tg_op = 'DELETE' then
                insert into change (transaction, collection, id, version, operation, json, restricted, body)
                values (current_transaction(), tg_table_name, old.id, old.version + 1, 'deleted', old.json,
                        old.restricted, belonged);
                delete from reference where collection = tg_table_name and id = old.id;
                delete from resource where collection = tg_table_name and id = old.id;
                return null;
        end if;
        belongs := body_of(tg_table_name, new.id, new.data);
        insert into change (transaction, collection, id, version, operation, json, restricted, body, former_body)
        values (current_transaction(), tg_table_name, new.id, new.version,
                case tg_op when 'INSERT' then 'created' else 'changed' end, new.json, new.restricted, belongs,
                nullif(belonged, belongs));
        if tg_op = 'INSERT' then
                insert into resource (collection, id) values (tg_table_name, new.id);
        end if;
        with wanted as materialized (
                select pointer, target_collection, target_id from references_of(tg_table_name, new.data)
        ), put as (
                insert into reference (collection, id, pointer, target_collection, target_id)
                select tg_table_name, new.id, pointer, target_collection, target_id from wanted
                on conflict (collection, id, pointer) do update
                set target_collection = excluded.target_collection, target_id = excluded.target_id,
                    recorded = excluded.recorded
                where (reference.target_collection, reference.target_id) <> (excluded.target_collection, excluded.target_id)
        )
        select array_agg(pointer) into pointers from wanted;
        if tg_op = 'UPDATE' then
                delete from reference
                where collection = tg_table_name and id = new.id and pointer <> all (coalesce(pointers, '{}'));
        end if;
        return null;
end $$;

-- The two clocks ---------------------------------------------------------------------------------------------

-- The instant that an answer speaks of; in `known`, the one that was asked for.
create function clock() returns timestamptz language sql stable parallel safe as $$
        select statement_timestamp()
$$;

create function known.clock() returns timestamptz language sql stable parallel safe as $$
        select current_setting('samrad.known_at')::timestamptz
$$;

create function known_revision() returns bigint language sql stable parallel safe as $$
        select current_setting('samrad.known_revision')::bigint
$$;

-- Turns the rest of the transaction back to what was known at an instant. False if that is in the future, of which
-- nothing can be said that would stay true. Someone may have his number of a moment ago and not have committed: he is
-- waited for, so that the same question has the same answer later.
create function look_back(to_instant timestamptz) returns boolean language plpgsql as $$
begin
        if to_instant > clock_timestamp() then return false; end if;
        if to_instant > clock_timestamp() - interval '5 minutes' then
                perform pg_advisory_lock_shared(register.numbering_lock());
                perform pg_advisory_unlock_shared(register.numbering_lock());
        end if;
        perform set_config('samrad.known_at', to_instant::text, true),
                set_config('samrad.known_revision', coalesce((
                        select revision from register.revision
                        where at <= to_instant
                        order by at desc limit 1), 0)::text, true),
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

-- A column as it is written in a table's definition.
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

-- Makes a table of `register` (with the columns `recorded` and `superseded`) one whose past is kept and can be read: its
-- table in `recorded`, with the same columns and indexes but no constraints, the trigger that fills it, and its view in
-- `known`. To be called again when the table has got another column or index.
create function make_known(name text) returns void language plpgsql set search_path = register, public as $$
declare
        live     regclass := format('register.%I', name)::regclass;
        kept     regclass := to_regclass(format('recorded.%I', name));
        part     record;
        columns  text;
        previous text;
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

        select string_agg(quote_ident(attname), ', '), string_agg('old.' || quote_ident(attname), ', ')
        into columns, previous
        from pg_attribute
        where attrelid = live and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'superseded';
        execute format($body$
                create or replace function recorded.keep_%s() returns trigger
                language plpgsql security definer set search_path = register, pg_temp as $keep$
                begin
                        -- what a transaction both wrote and replaced was never known
                        if old.recorded <> current_transaction() then
                                insert into recorded.%I (%s, superseded) values (%s, current_transaction());
                        end if;
                        return null;
                end $keep$
        $body$, name, name, columns, previous);
        execute format('create or replace trigger d_keep after update or delete on register.%I
                        for each row execute function recorded.keep_%s()', name, name);

        execute format($body$
                create view known.%I as
                select kept.* from recorded.%I as kept
                where (select revision from register.revision where transaction = kept.recorded) <= register.known_revision()
                  and (kept.superseded is null
                       or (select revision from register.revision where transaction = kept.superseded) > register.known_revision())
        $body$, name, name);
        execute format('grant select on known.%I to samrad_service, samrad_reader', name);
end $$;

-- Makes a table a collection: its triggers, its past, and what the service may do with it.
create function make_collection(name text) returns void language plpgsql as $$
begin
        execute format('create trigger a_stamp before insert or update on register.%I
                        for each row execute function register.stamp()', name);
        execute format('create trigger b_record after insert or update or delete on register.%I
                        for each row execute function register.record()', name);
        execute format('create index on register.%I (updated_at, id)', name);
        execute format('grant select, insert, update, delete on register.%I to samrad_service', name);
        execute format('grant select on register.%I to samrad_reader', name);
        perform register.make_known(name);
end $$;

select make_known(name) from unnest(array['resource', 'reference']) as name;

grant select on resource, reference, reference_path, revision_counter, revision, change, erasure
        to samrad_service, samrad_reader;
