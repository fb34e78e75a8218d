-- What each transaction changed, and what follows from a write. `change` has all versions of all resources, in the
-- order of the commits; `resource` has all resources that exist, and `reference` what they refer to.

set local search_path = register, public;

-- Transactions -------------------------------------------------------------------------------------------------

-- The register's revision: a number for each transaction, in the order of the commits. The transaction that holds the
-- lock on this row commits next, so a reader who sees a revision sees all earlier ones, too, and a transaction that
-- commits late cannot be missed. `reference_at` is when organisations, areas, offices or codes last changed. These are
-- what most bodies refer to, and they change seldom, so the service keeps them in memory; with `reference_at` in each
-- row that it reads it knows whether its copy is still valid.
create table revision_counter (
        only_row boolean primary key default true check (only_row),
        revision bigint not null,
        at       timestamptz not null,
        reference_at timestamptz not null
);
insert into revision_counter (revision, at, reference_at) values (0, now(), now());

-- One row for each transaction that changed something. Its revision and time are set when it commits. Each statement
-- that writes increments `statements`. The deferred triggers, which run at the end of a transaction, are on this table,
-- so they run once for all rows that a transaction has written and not once for each.
create table revision (
        transaction bigint generated always as identity primary key,
        revision    bigint unique,
        at          timestamptz,
        actor       text,
        supplier    text, -- who wrote on the actor's behalf: the consumer of a token may have a supplier work for it
        request     text,
        statements  integer not null default 0,
        began       timestamptz not null default now() -- `updatedAt` of the resources that it wrote
);
create index on revision (at);
create index on revision (began);

-- All changes of all resources, each with the resource after it (of a deletion: before it). The body that the resource
-- belongs to is a column, so that the changes of one body are found without reading all.
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
        merged_into text collate "C", -- of a deletion: the resource that it was merged into, if it was
        primary key (transaction, sequence)
);
create unique index on change (collection, id, version);
create index on change (collection, transaction) where operation = 'deleted';
create index on change (body, collection) where body is not null;
create index on change (former_body) where former_body is not null;
create index on change (collection, merged_into) where merged_into is not null;

-- The transactions that erased something. An answer about the past may differ after an erasure, so its ETag contains
-- the last one.
create table erasure (
        transaction bigint primary key
);

create function last_erasure() returns bigint language sql stable as $$
        select max(revision) from register.erasure join register.revision using (transaction)
$$;

-- Makes the transaction's row in `revision`, at its first change, and stores what all its changes need in settings: the
-- transaction's number, its instant as text, and the lowest version that may be given.
create function begin_transaction() returns bigint
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        made bigint;
begin
        insert into revision (actor, supplier, request)
        values (nullif(current_setting('samrad.actor', true), ''),
                nullif(current_setting('samrad.supplier', true), ''),
                nullif(current_setting('samrad.request', true), ''))
        returning transaction into made;
        perform set_config('samrad.transaction', made::text, true), set_config('samrad.instant', instant(now()), true),
                set_config('samrad.version_floor', version_floor()::text, true); -- after the insert, which may have begun an epoch (12_epoch.sql)
        return made;
end $$;

-- The number of the current transaction; its row in `revision` is made if it does not exist yet. The planner inlines
-- this function, so later calls in a transaction cost next to nothing.
create function current_transaction() returns bigint language sql as $$
        select coalesce(nullif(current_setting('samrad.transaction', true), '')::bigint, register.begin_transaction())
$$;

-- Counts a statement that has written resources, so that the deferred triggers run at the end of the transaction.
create function count_statement() returns void language sql
security definer set search_path = register, pg_temp as $$
        update revision set statements = statements + 1 where transaction = current_transaction()
$$;

-- The advisory lock that a transaction holds from the moment it gets its revision until its commit is visible.
create function numbering_lock() returns bigint language sql immutable parallel safe as $$
        select hashtextextended('samrad numbering', 0)
$$;

-- Gives a transaction its revision. It is the last thing before the commit, because from here on all other writers
-- wait.
create function number_revision() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        next  revision_counter;
        moved boolean;
begin
        moved := exists (select from change
                         where transaction = new.transaction and collection in ('organisations', 'areas', 'offices', 'codes'));
        perform pg_advisory_xact_lock(numbering_lock());
        update revision_counter
           set revision = revision + 1, at = greatest(clock_timestamp(), at + interval '1 microsecond'),
               reference_at = case when moved then greatest(clock_timestamp(), reference_at + interval '1 microsecond') else reference_at end
        returning * into next;
        update revision set revision = next.revision, at = next.at where transaction = new.transaction;
        perform pg_notify('samrad_revision', next.revision::text);
        return null;
end $$;

create constraint trigger number_at_commit after insert on revision
        deferrable initially deferred for each row execute function number_revision();

-- Does what can only be done at the end of a transaction, for all that it has written since this function last ran. A
-- resource may refer to one that is written later in the same transaction; only at the end do all of them exist. The
-- deferred triggers of `revision` run in the order of their names: first this one, then judge_authority, then
-- number_at_commit.
create function derive_rows() returns trigger
language plpgsql security definer set search_path = register, pg_temp set jit = off as $$
declare
        since constant bigint := coalesce(nullif(current_setting('samrad.derived', true), '')::bigint, 0);
        last  constant bigint := (select max(sequence) from change where transaction = new.transaction);
begin
        if last is null or last <= since then return null; end if;
        perform set_config('samrad.derived', last::text, true);
        update change set body = body_of(collection, id, json::jsonb)
        where transaction = new.transaction and sequence > since and body is null
          and collection in ('waivers', 'minutes', 'documents');
        perform derive_from_minutes(new.transaction, since), derive_search_entries(new.transaction, since);
        return null;
end $$;

create constraint trigger derive_rows after insert or update of statements on revision
        deferrable initially deferred for each row execute function derive_rows();

-- Updates the planner's statistics of the tables in which the transaction has written many rows. Without this, later
-- statements of the transaction are planned for the tables as they were before it, which may have been empty.
create function analyze_written() returns void language plpgsql
security definer set search_path = register, pg_temp as $$
declare
        much constant integer := 500;
        name text;
begin
        for name in
                with written as (
                        select collection from change
                        where transaction = nullif(current_setting('samrad.transaction', true), '')::bigint
                        group by 1 having count(*) > much
                )
                select collection from written
                union all
                select beside from unnest(array['reference', 'resource']) as beside where exists (select from written)
        loop
                execute format('analyze %I', name);
        end loop;
end $$;

-- Resources and references -------------------------------------------------------------------------------------

-- The columns that all collections have.
create table resource_template (
        id         text primary key collate "C" check (id ~ '^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$'),
        version    integer not null,
        tag        text not null generated always as (version::text) stored, -- the ETag, without quotes
        created_at timestamptz not null,
        updated_at timestamptz not null,
        data       jsonb not null check (jsonb_typeof(data) = 'object'),
        json       text not null,
        restricted text,
        recorded   bigint not null default current_transaction(), -- the transaction that wrote the row,
        superseded bigint                                         -- and the one that replaced it
);

-- All resources that exist, in one table, so that the foreign key of a reference can point to any of them.
create table resource (
        collection text not null collate "C",
        id         text not null collate "C",
        recorded   bigint not null default current_transaction(),
        superseded bigint,
        primary key (collection, id)
);

-- All references: the resource that refers, the JSON pointer in it, and the target. The foreign key is deferred, so
-- that resources may be written in any order within a transaction.
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

-- Where the documents of a collection have references: JSON pointers in which `*` means each item of an array. With
-- `in_selector` the path begins at each selector of a rule, at any depth.
create table reference_path (
        collection  text not null,
        path        text not null,
        target      text not null,
        in_selector boolean not null default false,
        primary key (collection, path, target, in_selector)
);

-- All values inside a document: each with its JSON pointer, and with the pointer as a pattern, in which `*` replaces
-- the index of an item.
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

-- The items of an array with their positions, from 1; no rows if the value is not an array.
create function elements(list jsonb) returns table (value jsonb, n bigint) language sql immutable parallel safe as $$
        select value, n
        from jsonb_array_elements(case jsonb_typeof(list) when 'array' then list end) with ordinality as member (value, n)
$$;

-- The selectors of a rule, and the selectors inside these, with their JSON pointers.
create function selectors(document jsonb) returns table (pointer text, selector jsonb) language sql immutable parallel safe as $$
        with recursive found (pointer, selector) as (
                select pointer, selector
                from (
                        select '/who', document->'who' union all
                        select '/of', document->'of' union all
                        select '/sides/' || n - 1, value from register.elements(document->'sides')
                ) as first (pointer, selector)
                where jsonb_typeof(selector) = 'object'
                union all
                select found.pointer || inner_one.pointer, inner_one.selector
                from found, lateral (
                        select '/all/' || n - 1, value from register.elements(found.selector->'all') union all
                        select '/any/' || n - 1, value from register.elements(found.selector->'any') union all
                        select '/not', found.selector->'not'
                ) as inner_one (pointer, selector)
                where jsonb_typeof(inner_one.selector) = 'object'
        )
        select * from found
$$;

-- The text of a query that finds the values at some paths: (pointer, target_collection, value). `root` is the
-- expression that the paths begin at, and `before` the JSON pointer to it. All paths without `*` become one list of
-- values.
create function compile_paths(paths reference_path[], root text, before text) returns text language plpgsql immutable as $$
declare
        one      register.reference_path;
        step     text;
        value    text;
        pointer  text;
        tables   text[];
        members  text[] := '{}';
        branches text[] := '{}';
begin
        foreach one in array paths loop
                value := root;
                pointer := before;
                tables := '{}';
                foreach step in array string_to_array(substr(one.path, 2), '/') loop
                        if step = '*' then
                                tables := tables || format('register.elements(%s) as list_%s', value, cardinality(tables) + 1);
                                value := format('list_%s.value', cardinality(tables));
                                pointer := format('%s || ''/'' || list_%s.n - 1', pointer, cardinality(tables));
                        else
                                value := format('%s->%L', value, step);
                                pointer := format('%s || %L', pointer, '/' || step);
                        end if;
                end loop;
                if tables = '{}' then
                        members := members || format('(%s, %L, %s)', pointer, one.target, value);
                else
                        branches := branches || format('select %s, %L, %s from %s', pointer, one.target, value,
                                                       array_to_string(tables, ', '));
                end if;
        end loop;
        if members <> '{}' then
                branches := branches || format('select * from (values %s) as member', array_to_string(members, ', '));
        end if;
        return array_to_string(branches, ' union all ');
end $$;

-- Makes the function `references_of(of_collection, document)`, which finds the references of a document of any
-- collection. It has a statement for each collection, with a generic plan that a session makes once, since planning the
-- statement for each document takes many times as long as running it.
create function compile_references_of_any() returns void language plpgsql set search_path = register, public as $$
begin
        execute format($body$
                create or replace function register.references_of(of_collection text, document jsonb)
                returns table (pointer text, target_collection text, target_id text) language plpgsql stable parallel safe
                set plan_cache_mode = force_generic_plan as $query$
                begin
                        %s
                end $query$
        $body$, (
                select string_agg(format('if of_collection = %L then return query select * from register.%I(document); end if;',
                                         substr(proname, length('references_of_') + 1), proname), ' ' order by proname)
                from pg_proc where pronamespace = 'register'::regnamespace and starts_with(proname, 'references_of_')));
end $$;

-- Makes the function `references_of_<collection>(document)`, which finds the references of a document: (pointer,
-- target_collection, target_id). It is plain SQL made of the collection's paths, so that the planner can inline it. It
-- must be called again after a path is added.
create function compile_references(of_collection text) returns void language plpgsql set search_path = register, public as $$
declare
        queries text[] := '{}';
        paths   reference_path[];
begin
        paths := array(select p from reference_path as p where collection = of_collection and not in_selector order by path, target);
        if paths <> '{}' then
                queries := queries || compile_paths(paths, 'document', quote_literal(''));
        end if;
        paths := array(select p from reference_path as p where collection = of_collection and in_selector order by path, target);
        if paths <> '{}' then
                queries := queries || format('select within.* from register.selectors(document) as root, lateral (%s) as within',
                                             compile_paths(paths, 'root.selector', 'root.pointer'));
        end if;
        if queries = '{}' then
                queries := array['select null, null, null::jsonb where false'];
        end if;
        execute format($body$
                create or replace function register.references_of_%s(document jsonb)
                returns table (pointer text, target_collection text, target_id text) language sql immutable parallel safe as $query$
                        select pointer, target, value #>> '{}' from (%s) as found (pointer, target, value)
                        where jsonb_typeof(value) = 'string'
                $query$
        $body$, of_collection, array_to_string(queries, ' union all '));
        perform compile_references_of_any();
end $$;

-- Triggers of every collection ---------------------------------------------------------------------------------

-- A document as it is answered, with the members that the register sets around it. `created` and `updated` are instants
-- as text.
create function stamped(document text, id text, version integer, created text, updated text)
returns text language sql immutable parallel safe as $$
        select '{"id":"' || id || '",' || substr(document, 2, length(document) - 2)
            || ',"version":' || version || ',"createdAt":"' || created || '","updatedAt":"' || updated || '"}'
$$;

-- The reverse of stamped(): the members of the document as text, without the braces around them. The register also sets
-- the day of a meeting, which is the last member and is removed; the pattern cannot match inside a string, where quotes
-- are escaped.
create function unstamped(text text, id text, tag text) returns text language sql immutable parallel safe as $$
        select regexp_replace(substr(text, length(id) + 10, length(text) - length(id) - length(tag) - 105),
                              ',"day":"[0-9-]{4,10}"$', '')
$$;

-- The part of a document that everybody may see: all of it if nothing is restricted.
create function open_data(data jsonb, json text, restricted text) returns jsonb language sql immutable parallel safe as $$
        select case when restricted is null then data else json::jsonb end
$$;

-- Sets version, times and the rendered text of each row before it is written. A version is never used twice for the
-- same id, so that the ETag of a deleted resource cannot match a later one with its id.
create function stamp() returns trigger language plpgsql as $$
declare
        updated text;
        created text;
begin
        new.recorded := register.current_transaction();
        new.superseded := null;
        new.updated_at := now();
        updated := current_setting('samrad.instant');
        if tg_op = 'INSERT' then
                select coalesce(max(change.version), 0) + 1 into new.version
                from register.change where collection = tg_table_name and change.id = new.id;
                new.created_at := new.updated_at;
                created := updated;
        else
                new.version := old.version + 1;
                new.created_at := old.created_at;
                created := register.instant(old.created_at);
        end if;
        new.version := greatest(new.version, current_setting('samrad.version_floor')::integer);
        new.json := register.stamped(new.json, new.id, new.version, created, updated);
        if new.restricted is not null then
                new.restricted := register.stamped(new.restricted, new.id, new.version, created, updated);
        end if;
        return new;
end $$;

-- The body that a resource belonged to when it was last written. It is needed for resources that belong to a body
-- through another resource, which may be deleted.
create function last_body(of_collection text, of_id text) returns text language sql stable as $$
        select body from register.change where collection = of_collection and id = of_id order by version desc limit 1
$$;

-- Makes the trigger function `record_<collection>()`. After a statement it writes the changes, `resource` and
-- `reference` for all rows of the statement. References that stay the same are not touched.
create function make_recorder(name text) returns void language plpgsql as $$
begin
        execute replace($body$
create or replace function register.record_{collection}() returns trigger
language plpgsql security definer set search_path = register, pg_temp set jit = off as $record$
declare
        this bigint;
begin
        -- a statement that wrote no rows is no change
        if tg_op = 'DELETE' then
                if not exists (select from former) then return null; end if;
        elsif not exists (select from written) then
                return null;
        end if;
        this := current_transaction();
        if tg_op = 'INSERT' then
                insert into change (transaction, collection, id, version, operation, json, restricted, body)
                select this, '{collection}', id, version, 'created', json, restricted, body_of('{collection}', id, data)
                from written;
                insert into resource (collection, id, recorded) select '{collection}', id, this from written;
                insert into reference (collection, id, pointer, target_collection, target_id, recorded)
                select '{collection}', written.id, r.pointer, r.target_collection, r.target_id, this
                from written, references_of_{collection}(written.data) as r;
        elsif tg_op = 'UPDATE' then
                insert into change (transaction, collection, id, version, operation, json, restricted, body, former_body)
                select this, '{collection}', written.id, written.version, 'changed', written.json, written.restricted,
                       belongs.now, nullif(belongs.before, belongs.now)
                from written join former using (id), lateral (
                        select body_of('{collection}', written.id, written.data),
                               coalesce(body_of('{collection}', former.id, former.data), last_body('{collection}', former.id))
                ) as belongs (now, before);
                with wanted as materialized (
                        select written.id, r.pointer, r.target_collection, r.target_id
                        from written, references_of_{collection}(written.data) as r
                ), put as (
                        insert into reference (collection, id, pointer, target_collection, target_id, recorded)
                        select '{collection}', id, pointer, target_collection, target_id, this from wanted
                        on conflict (collection, id, pointer) do update
                        set target_collection = excluded.target_collection, target_id = excluded.target_id,
                            recorded = excluded.recorded
                        where (reference.target_collection, reference.target_id)
                           <> (excluded.target_collection, excluded.target_id)
                )
                delete from reference using written
                where reference.collection = '{collection}' and reference.id = written.id and not exists (
                        select from wanted where wanted.id = reference.id and wanted.pointer = reference.pointer);
        else
                insert into change (transaction, collection, id, version, operation, json, restricted, body)
                select this, '{collection}', id, version + 1, 'deleted', json, restricted,
                       coalesce(body_of('{collection}', id, data), last_body('{collection}', id))
                from former;
                delete from reference using former where reference.collection = '{collection}' and reference.id = former.id;
                delete from resource using former where resource.collection = '{collection}' and resource.id = former.id;
        end if;
        perform count_statement();
        return null;
end $record$
        $body$, '{collection}', name);
end $$;
