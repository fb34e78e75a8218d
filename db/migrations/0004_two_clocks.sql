-- What the register knew at a time. Every table that reads use keeps the rows that a later transaction replaced, in a
-- table of the same name in the schema `recorded`; the table itself is a child of that one, so `recorded.bodies` is every
-- row there ever was. In the schema `known` stands a view of the same name: the rows as they were at the revision that
-- look_back() chose. With `known` first in the search path a statement reads the past, and is written only once.

set local search_path = register, public;

create schema recorded;
create schema known;
grant usage on schema known to samrad_service, samrad_reader;

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

-- The lock that a transaction takes to be numbered, and holds until it is seen by all.
create function numbering_lock() returns bigint language sql immutable parallel safe as $$
        select hashtextextended('samrad numbering', 0)
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

create or replace function number_revision() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        next revision_counter;
begin
        update change set body = body_of(collection, id, json::jsonb)
        where transaction = new.transaction and body is null and collection in ('waivers', 'minutes');
        perform pg_advisory_xact_lock(numbering_lock());
        update revision_counter
           set revision = revision + 1, at = greatest(clock_timestamp(), at + interval '1 microsecond')
        returning * into next;
        update revision set revision = next.revision, at = next.at where transaction = new.transaction;
        perform pg_notify('samrad_revision', next.revision::text);
        return null;
end $$;

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

create view known.revision as
select * from register.revision where revision <= register.known_revision();

create view known.revision_counter as
select true as only_row, register.known_revision() as revision, known.clock() as at;

create view known.change as
select change.* from register.change
where (select revision from register.revision where transaction = change.transaction) <= register.known_revision();

grant select on known.revision, known.revision_counter, known.change to samrad_service, samrad_reader;

-- The tables -------------------------------------------------------------------------------------------------

-- Before a write: version, times, and the rendered text. A version is never used twice, so that an ETag of a
-- deleted resource cannot match its successor.
create or replace function stamp() returns trigger
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
        new.recorded := current_transaction();
        new.superseded := null;
        return new;
end $$;

-- After a write: the change, the registry, the references. A reference that stays as it was is left alone.
create or replace function record() returns trigger
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

create or replace function keep_holders() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if tg_op = 'UPDATE'
           and (new.data->'holders', new.data->'shared') is not distinct from (old.data->'holders', old.data->'shared') then
                return null;
        end if;
        delete from office_holder where office = new.id;
        insert into office_holder (office, position, person, period, shared)
        select new.id, n, value->>'person', certain_validity(value), coalesce((new.data->>'shared')::boolean, false)
        from jsonb_array_elements(new.data->'holders') with ordinality as holder (value, n);
        return null;
end $$;

-- What a version of minutes says is to be done, a row each, for the meeting as `held` says.
create function actions_of(minutes text, version integer, created_at timestamptz, updated_at timestamptz, document jsonb,
                           held meetings)
returns table (id text, tag text, number integer, kind text, status text, due text, due_date date, responsible text[],
               words text, search tsvector, json text)
language sql stable set search_path = register, pg_temp as $$
        select row.id, concat_ws('-', version, to_char(row.due_date, 'YYYYMMDD')),
               (action->>'number')::integer, action->>'kind', coalesce(action->>'status', 'unknown'),
               action->'due'->>'type', row.due_date,
               array(select who.value #>> '{}'
                     from jsonb_array_elements(action->'responsible') as one, jsonb_each(one) as who),
               all_text(action->'text') || ' ' || coalesce(action->>'responsibleAsWritten', ''),
               search_vector(action),
               (jsonb_strip_nulls(jsonb_build_object(
                        'id', row.id, 'meeting', minutes, 'body', held.body, 'dueDate', row.due_date,
                        'item', jsonb_build_object('number', item->'number', 'title', item->'title'),
                        'version', version, 'createdAt', instant(created_at), 'updatedAt', instant(updated_at))
                        || jsonb_build_object('status', 'unknown') || action))::text
        from jsonb_array_elements(document->'items') as item,
             jsonb_array_elements(item->'actions') as action,
             lateral (select minutes || '-a' || (action->>'number') as id,
                             due_date(action, held.body, held.date) as due_date) as row
$$;

-- An action that stays as it was is left alone.
create or replace function write_actions(of_minutes minutes) returns void
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        held meetings;
        ids  text[];
begin
        select * into held from meetings where id = of_minutes.meeting;
        with wanted as materialized (
                select * from actions_of(of_minutes.id, of_minutes.version, of_minutes.created_at, of_minutes.updated_at,
                                         of_minutes.data, held)
        ), put as (
                insert into actions (id, minutes, version, tag, updated_at, body, number, kind, status, due, due_date,
                                     responsible, words, search, json)
                select id, of_minutes.id, of_minutes.version, tag, of_minutes.updated_at, held.body, number, kind, status,
                       due, due_date, responsible, words, search, json
                from wanted
                on conflict (id) do update
                set (version, tag, updated_at, body, number, kind, status, due, due_date, responsible, words, search, json,
                     recorded)
                  = (excluded.version, excluded.tag, excluded.updated_at, excluded.body, excluded.number, excluded.kind,
                     excluded.status, excluded.due, excluded.due_date, excluded.responsible, excluded.words,
                     excluded.search, excluded.json, excluded.recorded)
                where actions.json <> excluded.json
        )
        select array_agg(id) into ids from wanted;
        delete from actions where minutes = of_minutes.id and id <> all (coalesce(ids, '{}'));
end $$;

-- From now on each row says which transaction wrote it; of what is there already, `change` tells. Nobody is told of it as
-- a change.
create function begin_recording(name text) returns void language plpgsql as $$
begin
        execute format('alter table register.%I add column recorded bigint, add column superseded bigint', name);
        execute format('alter table register.%I disable trigger user', name);
        execute format($body$
                update register.%I as t set recorded = c.transaction
                from register.change as c
                where c.collection = %L and c.id = t.id and c.version = t.version
        $body$, name, name);
        perform register.make_known(name);
        execute format($body$
                insert into recorded.%I (id, version, created_at, updated_at, data, json, restricted, recorded, superseded)
                select id, version, (document->>'createdAt')::timestamptz, (document->>'updatedAt')::timestamptz,
                       document - '{id,version,createdAt,updatedAt}'::text[], json, restricted, transaction, next
                from (select *, coalesce(restricted, json)::jsonb as document,
                             lead(transaction) over (partition by id order by version) as next
                      from register.change where collection = %L) as c
                where operation <> 'deleted' and next <> transaction
        $body$, name, name);
        execute format('alter table register.%I enable trigger user', name);
end $$;

alter table resource_template
        add column recorded   bigint not null default current_transaction(), -- the transaction that wrote the row,
        add column superseded bigint;                                        -- and the one that replaced it

select begin_recording(name)
from unnest(array['organisations', 'areas', 'persons', 'offices', 'bodies', 'rules', 'memberships', 'waivers',
                  'agreements', 'meetings', 'minutes']) as name;
drop function begin_recording;

alter table resource      add column recorded bigint, add column superseded bigint;
alter table reference     add column recorded bigint, add column superseded bigint;
alter table office_holder add column recorded bigint, add column superseded bigint;
alter table actions       add column recorded bigint, add column superseded bigint;

update resource as r set recorded = (
        select max(transaction) from change as c
        where c.collection = r.collection and c.id = r.id and c.operation = 'created');
update reference as r set recorded = (
        select transaction from change as c
        where c.collection = r.collection and c.id = r.id order by version desc limit 1);
update office_holder as h set recorded = (select recorded from offices where id = h.office);
update actions as a set recorded = (select recorded from minutes where id = a.minutes);

select make_known(name) from unnest(array['resource', 'reference', 'office_holder', 'actions']) as name;

insert into recorded.resource (collection, id, recorded, superseded)
select collection, id, transaction, next
from (select *, lead(transaction) over (partition by collection, id order by version) as next
      from change where operation <> 'changed') as c
where operation = 'created' and next is not null;

insert into recorded.reference (collection, id, pointer, target_collection, target_id, recorded, superseded)
select v.collection, v.id, r.pointer, r.target_collection, r.target_id, v.transaction, v.next
from (select *, lead(transaction) over (partition by collection, id order by version) as next from change) as v,
     references_of(v.collection, coalesce(v.restricted, v.json)::jsonb) as r
where v.operation <> 'deleted' and v.next <> v.transaction;

insert into recorded.office_holder (office, position, person, period, shared, recorded, superseded)
select o.id, n, value->>'person', certain_validity(value), coalesce((o.data->>'shared')::boolean, false), o.recorded,
       o.superseded
from only recorded.offices as o, jsonb_array_elements(o.data->'holders') with ordinality as holder (value, n);

-- When an action was due was not recorded until now: here it is told as the meetings stand.
insert into recorded.actions (id, minutes, version, tag, updated_at, body, number, kind, status, due, due_date, responsible,
                              words, search, json, recorded, superseded)
select a.id, old.id, old.version, a.tag, old.updated_at, held.body, a.number, a.kind, a.status, a.due, a.due_date,
       a.responsible, a.words, a.search, a.json, old.recorded, old.superseded
from only recorded.minutes as old
join meetings as held on held.id = old.meeting
cross join lateral actions_of(old.id, old.version, old.created_at, old.updated_at, old.data, held) as a;

do $$
declare
        name text;
begin
        foreach name in array array['organisations', 'areas', 'persons', 'offices', 'bodies', 'rules', 'memberships',
                                    'waivers', 'agreements', 'meetings', 'minutes', 'resource', 'reference',
                                    'office_holder', 'actions'] loop
                execute format('alter table register.%I alter column recorded set default register.current_transaction(),
                                                        alter column recorded set not null', name);
        end loop;
end $$;

-- Makes a table a collection: its triggers, its past, and what the service may do with it.
create or replace function make_collection(name text) returns void language plpgsql as $$
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
