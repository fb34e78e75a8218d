-- What every resource stands on: dates as written, the registry of resources and of the references between
-- them, recorded time, and the triggers that keep all of it.
--
-- One JSON document is the truth of a resource (`data`); the typed columns are generated from it, so that they
-- cannot disagree with it, and carry the constraints and the indexes. `json` is the document exactly as it is
-- answered, rendered once when it is written; `restricted` the same with restricted members, where there are any.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create schema register;
set local search_path = register, public;

do $$ begin
        create role samrad_service nologin;
exception when duplicate_object then null;
end $$;
do $$ begin
        create role samrad_reader nologin;
exception when duplicate_object then null;
end $$;
do $$ begin
        execute format('grant samrad_service, samrad_reader to %I', current_user);
end $$;

-- Dates as written -------------------------------------------------------------------------------------------

-- The earliest day that a date known to a year, a month or a day may stand for; null for anything else.
create function first_day(written text) returns date language plpgsql immutable strict parallel safe as $$
declare
        y int; m int := 1; d int := 1;
begin
        if written !~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' then return null; end if;
        y := left(written, 4)::int;
        if y = 0 then return null; end if;
        if length(written) > 4 then m := substr(written, 6, 2)::int; end if;
        if m not between 1 and 12 then return null; end if;
        if length(written) > 7 then d := substr(written, 9, 2)::int; end if;
        if d < 1 or d > 28 and d > date_part('day', make_date(y, m, 1) + interval '1 month - 1 day') then
                return null;
        end if;
        return make_date(y, m, d);
end $$;

-- The latest such day.
create function last_day(written text) returns date language plpgsql immutable strict parallel safe as $$
declare
        first date := register.first_day(written);
begin
        return case length(written)
                when 4 then (first + interval '1 year - 1 day')::date
                when 7 then (first + interval '1 month - 1 day')::date
                else first
        end;
end $$;

-- The days on which something is valid: half-open, unbounded where an end is not stated.
create function validity(data jsonb) returns daterange language sql immutable parallel safe as $$
        select daterange(register.first_day(data->>'validFrom'), register.last_day(data->>'validTo'), '[]')
$$;

-- The days on which it is certainly valid: nothing where the start is not stated, and none of the days that a
-- date known only to a month or a year leaves open. Two periods overlap for certain only where these do.
create function certain_validity(data jsonb) returns daterange language sql immutable parallel safe as $$
        select case
                when register.last_day(data->>'validFrom') is null
                  or register.last_day(data->>'validFrom') > register.first_day(data->>'validTo')
                then daterange('empty')
                else daterange(register.last_day(data->>'validFrom'), register.first_day(data->>'validTo'), '[]')
        end
$$;

-- Text ---------------------------------------------------------------------------------------------------------

-- The value of a text in the language that lists are sorted by.
create function main_text(value jsonb) returns text language sql immutable parallel safe as $$
        select coalesce(value->>'nb', value->>'nn')
$$;

-- Every string inside a value, for searching; keys are left out.
create function all_text(value jsonb) returns text language sql immutable parallel safe as $$
        select coalesce(string_agg(string #>> '{}', ' '), '')
        from jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') as string
$$;

create function search_vector(value jsonb) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector('pg_catalog.norwegian', register.all_text(value))
$$;

-- True where a search text matches the words of `vector` by their stems, or stands inside `words`.
create function matches(vector tsvector, words text, sought text) returns boolean
language sql immutable parallel safe as $$
        select vector @@ websearch_to_tsquery('pg_catalog.norwegian', sought)
            or words ilike '%' || replace(replace(replace(sought, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

create function instant(at timestamptz) returns text language sql immutable parallel safe as $$
        select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- Resources and references -------------------------------------------------------------------------------------

create table resource_template (
        id         text primary key collate "C" check (id ~ '^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$'),
        version    integer not null,
        tag        text not null generated always as (version::text) stored, -- what the ETag says
        created_at timestamptz not null,
        updated_at timestamptz not null,
        data       jsonb not null check (jsonb_typeof(data) = 'object'),
        json       text not null,
        restricted text
);

-- Every live resource, so that a reference can point to any of them.
create table resource (
        collection text not null collate "C",
        id         text not null collate "C",
        primary key (collection, id)
);

-- Who refers to whom, and from where. Deferred: within a transaction the order of writes is free.
create table reference (
        collection        text not null collate "C",
        id                text not null collate "C",
        pointer           text not null collate "C",
        target_collection text not null collate "C",
        target_id         text not null collate "C",
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

-- Recorded time ------------------------------------------------------------------------------------------------

-- The register's one commit-ordered revision. Whoever holds the row commits next, so that a reader who sees a
-- revision sees all before it: nothing that commits late is skipped.
create table revision_counter (
        only_row boolean primary key default true check (only_row),
        revision bigint not null,
        at       timestamptz not null
);
insert into revision_counter (revision, at) values (0, now());

-- One row for each transaction that changed something; revision and time are given when it commits.
create table revision (
        transaction bigint generated always as identity primary key,
        revision    bigint unique,
        at          timestamptz,
        actor       text,
        request     text
);
create index on revision (at);

-- Every change of every resource, with the document after it (for a deletion: the last one).
create table change (
        transaction bigint not null,
        sequence    bigint generated always as identity,
        collection  text not null collate "C",
        id          text not null collate "C",
        version     integer not null,
        operation   text not null check (operation in ('created', 'changed', 'deleted')),
        json        text not null,
        restricted  text,
        primary key (transaction, sequence)
);
create unique index on change (collection, id, version);
create index on change (collection, transaction) where operation = 'deleted';

create function number_revision() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        next revision_counter;
begin
        update revision_counter
           set revision = revision + 1, at = greatest(clock_timestamp(), at + interval '1 microsecond')
        returning * into next;
        update revision set revision = next.revision, at = next.at where transaction = new.transaction;
        perform pg_notify('samrad_revision', next.revision::text);
        return null;
end $$;

create constraint trigger number_at_commit after insert on revision
        deferrable initially deferred for each row execute function number_revision();

-- The transaction's row in `revision`, made at its first change.
create function current_transaction() returns bigint
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        known bigint := nullif(current_setting('samrad.transaction', true), '')::bigint;
begin
        if known is null then
                insert into revision (actor, request)
                values (nullif(current_setting('samrad.actor', true), ''),
                        nullif(current_setting('samrad.request', true), ''))
                returning transaction into known;
                perform set_config('samrad.transaction', known::text, true);
        end if;
        return known;
end $$;

-- Triggers of every collection ---------------------------------------------------------------------------------

-- Puts the members that the register sets around a document.
create function stamped(document text, id text, version integer, created_at timestamptz, updated_at timestamptz)
returns text language sql immutable parallel safe as $$
        select '{"id":"' || id || '",' || substr(document, 2, length(document) - 2)
            || ',"version":' || version
            || ',"createdAt":"' || register.instant(created_at)
            || '","updatedAt":"' || register.instant(updated_at) || '"}'
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
        new.updated_at := now();
        new.json := stamped(new.json, new.id, new.version, new.created_at, new.updated_at);
        new.restricted := stamped(new.restricted, new.id, new.version, new.created_at, new.updated_at);
        return new;
end $$;

-- After a write: the change, the registry, the references.
create function record() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if tg_op = 'DELETE' then
                insert into change (transaction, collection, id, version, operation, json, restricted)
                values (current_transaction(), tg_table_name, old.id, old.version + 1, 'deleted', old.json,
                        old.restricted);
                delete from reference where collection = tg_table_name and id = old.id;
                delete from resource where collection = tg_table_name and id = old.id;
                return null;
        end if;
        insert into change (transaction, collection, id, version, operation, json, restricted)
        values (current_transaction(), tg_table_name, new.id, new.version,
                case tg_op when 'INSERT' then 'created' else 'changed' end, new.json, new.restricted);
        if tg_op = 'INSERT' then
                insert into resource (collection, id) values (tg_table_name, new.id);
        else
                delete from reference where collection = tg_table_name and id = new.id;
        end if;
        insert into reference (collection, id, pointer, target_collection, target_id)
        select tg_table_name, new.id, pointer, target_collection, target_id
        from references_of(tg_table_name, new.data);
        return null;
end $$;

-- Makes a table a collection: its triggers, and what the service may do with it.
create function make_collection(name text) returns void language plpgsql as $$
begin
        execute format('create trigger a_stamp before insert or update on register.%I
                        for each row execute function register.stamp()', name);
        execute format('create trigger b_record after insert or update or delete on register.%I
                        for each row execute function register.record()', name);
        execute format('create index on register.%I (updated_at, id)', name);
        execute format('grant select, insert, update, delete on register.%I to samrad_service', name);
        execute format('grant select on register.%I to samrad_reader', name);
end $$;

-- Keys ---------------------------------------------------------------------------------------------------------

-- API keys. The secret is 256 random bits, so that a plain hash of it is enough; it is shown once.
create table api_key (
        id            text primary key collate "C",
        name          text not null,
        hash          bytea not null check (length(hash) = 32),
        scopes        text[] not null,
        organisations text[] not null default '{}',
        created_at    timestamptz not null default now(),
        expires_at    timestamptz not null,
        revoked_at    timestamptz
);

grant usage on schema register to samrad_service, samrad_reader;
grant select on resource, reference, reference_path, revision_counter, revision, change to samrad_service, samrad_reader;
grant select on api_key to samrad_service;
