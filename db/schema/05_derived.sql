-- Tables that only triggers write, from documents: names and holders with their periods, and the actions and decisions
-- of minutes. Closed items of minutes have no rows here, because everybody may read these tables. Actions and decisions
-- are written at the end of a transaction, because a meeting may be written after its minutes; and only rows that
-- change are written, because these tables have a past of their own.

set local search_path = register, public;

-- Names and holders --------------------------------------------------------------------------------------------

-- The periods in which an organisation certainly had each of its names; they must not overlap.
create table organisation_name (
        organisation text collate "C" not null references organisations on delete cascade,
        position     integer not null,
        period       daterange not null,
        primary key (organisation, position),
        exclude using gist (organisation with =, period with &&)
);

create function write_organisation_names() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        delete from organisation_name using written where organisation = written.id;
        insert into organisation_name (organisation, position, period)
        select written.id, name.n, certain_validity(name.value)
        from written, elements(written.data->'names') as name
        where not isempty(certain_validity(name.value));
        return null;
end $$;
select make_statement_trigger('organisations', 'c_names', 'register.write_organisation_names', '{insert,update}');

-- The holders of offices with their periods, which must not overlap unless the office is shared.
create table office_holder (
        office   text collate "C" not null references offices on delete cascade,
        position integer not null,
        person   text collate "C" not null,
        period   daterange not null,
        shared   boolean not null,
        recorded   bigint not null default current_transaction(),
        superseded bigint,
        primary key (office, position),
        exclude using gist (office with =, period with &&) where (not shared)
);
create index on office_holder (person);

create function write_office_holders() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        touched text[];
begin
        if tg_op = 'INSERT' then
                touched := array(select id from written);
        else
                touched := array(select id from written join former using (id)
                                 where (written.data->'holders', written.data->'shared')
                                       is distinct from (former.data->'holders', former.data->'shared'));
                delete from office_holder where office = any (touched);
        end if;
        insert into office_holder (office, position, person, period, shared)
        select written.id, holder.n, holder.value->>'person', certain_validity(holder.value),
               coalesce((written.data->>'shared')::boolean, false)
        from written, elements(written.data->'holders') as holder
        where written.id = any (touched);
        return null;
end $$;
select make_statement_trigger('offices', 'c_holders', 'register.write_office_holders', '{insert,update}');

-- Actions --------------------------------------------------------------------------------------------------------

-- The actions (follow-ups) of all minutes, a row for each.
create table actions (
        id          text primary key collate "C",
        minutes     text collate "C" not null references minutes on delete cascade,
        version     integer not null,
        tag         text not null,
        updated_at  timestamptz not null,
        body        text collate "C" not null,
        number      integer not null,
        kind        text not null,
        status      text not null,
        due         text,
        due_date    date,
        responsible text[] collate "C" not null,
        words       text not null,
        search      tsvector not null,
        json        text not null,
        restricted  text,
        recorded    bigint not null default current_transaction(),
        superseded  bigint
);
create index on actions (due_date, id);
create index on actions (minutes);
create index on actions (body) where due = 'next_meeting';
create index on actions using gin (responsible);
create index on actions using gin (search);

-- The day of a body's next meeting after a day; if only a month or a year is known of it, the last day that it can be
-- on.
create function next_meeting(of_body text, after date) returns date
language sql stable set search_path = register, pg_temp as $$
        select last_day from meetings
        where body = of_body and last_day > after and day > after and status <> 'cancelled'
        order by last_day
        limit 1
$$;

-- The answers to actions of some minutes, which are in the same minutes or in others that refer to them.
create function answers_to(of_minutes text[]) returns table (minutes text, number integer, answer jsonb)
language sql stable set search_path = register, pg_temp as $$
        with answering as (
                select named.target_id as earlier, m.id, item
                from (
                        select distinct target_id, id from reference
                        where target_collection = 'minutes' and target_id = any (of_minutes) and collection = 'minutes'
                        union
                        select one, one from unnest(of_minutes) as one
                ) as named
                join minutes as m on m.id = named.id
                cross join jsonb_array_elements(open_data(m.data, m.json, m.restricted)->'items') as item
        ), acting as (
                select a.earlier, a.id, item, action, a.id || '-a' || (action->>'number') as by
                from answering as a, jsonb_array_elements(item->'actions') as action
        )
        select answering.earlier, (named->>'number')::integer, jsonb_build_object('meeting', id, 'item', item->'number')
        from answering, jsonb_array_elements(item->'answersEarlier') as named
        where named->>'meeting' = answering.earlier
        union
        select acting.earlier, (named->>'number')::integer, jsonb_build_object('meeting', id, 'item', item->'number', 'action', by)
        from acting, jsonb_array_elements(action->'answersEarlier') as named
        where named->>'meeting' = acting.earlier
        union
        select acting.earlier, (action->>'answers')::integer, jsonb_build_object('meeting', id, 'item', item->'number', 'action', by)
        from acting
        where id = acting.earlier and action ? 'answers'
$$;

-- The actions of some minutes, as rows of `actions`.
create function actions_of(of_minutes text[])
returns table (minutes text, version integer, updated_at timestamptz, body text, id text, tag text, number integer, kind text,
               status text, due text, due_date date, responsible text[], words text, search tsvector, json text)
language sql stable set search_path = register, pg_temp as $$
        with answered as materialized (
                select minutes, number, jsonb_agg(answer order by answer) as by from answers_to(of_minutes) group by 1, 2
        )
        select m.id, m.version, m.updated_at, held.body, row.id,
               concat_ws('-', m.version, to_char(row.due_date, 'YYYYMMDD'), left(md5(answered.by::text), 8)),
               row.number, action->>'kind', coalesce(action->>'status', 'unknown'), action->'due'->>'type', row.due_date,
               array(select who.value #>> '{}'
                     from jsonb_array_elements(action->'responsible') as one, jsonb_each(one) as who),
               folded(all_text(action->'text') || ' ' || coalesce(action->>'responsibleAsWritten', '')),
               search_vector(action),
               (jsonb_strip_nulls(jsonb_build_object(
                        'id', row.id, 'meeting', m.id, 'body', held.body, 'dueDate', row.due_date,
                        'item', jsonb_build_object('number', item->'number', 'title', item->'title'),
                        'answeredBy', answered.by,
                        'version', m.version, 'createdAt', instant(m.created_at), 'updatedAt', instant(m.updated_at))
                        || jsonb_build_object('status', 'unknown') || action))::text
        from minutes as m
        join meetings as held on held.id = m.meeting
        cross join jsonb_array_elements(open_data(m.data, m.json, m.restricted)->'items') as item
        cross join jsonb_array_elements(item->'actions') as action
        cross join lateral (
                select m.id || '-a' || (action->>'number') as id, (action->>'number')::integer as number,
                       case action->'due'->>'type'
                                when 'date' then last_day(action->'due'->>'date')
                                when 'next_meeting' then next_meeting(held.body, held.last_day)
                       end as due_date
                offset 0 -- keeps the planner from inlining this, so that the day is looked up once
        ) as row
        left join answered on answered.minutes = m.id and answered.number = row.number
        where m.id = any (of_minutes)
$$;

-- Decisions ------------------------------------------------------------------------------------------------------

-- The decisions of all minutes, a row for each.
create table decisions (
        id         text primary key collate "C",
        minutes    text collate "C" not null references minutes on delete cascade,
        version    integer not null,
        tag        text not null,
        updated_at timestamptz not null,
        body       text collate "C" not null,
        date       date,
        number     integer not null,
        kind       text,
        words      text not null,
        search     tsvector not null,
        json       text not null,
        restricted text,
        recorded   bigint not null default current_transaction(),
        superseded bigint
);
create index on decisions (date, id);
create index on decisions (body, date, id);
create index on decisions (updated_at, id);
create index on decisions (minutes);
create index on decisions using gin (search);

-- The decisions of some minutes, as rows of `decisions`.
create function decisions_of(of_minutes text[])
returns table (minutes text, version integer, updated_at timestamptz, body text, date date, id text, tag text, number integer,
               kind text, words text, search tsvector, json text)
language sql stable set search_path = register, pg_temp as $$
        select m.id, m.version, m.updated_at, held.body, held.day, row.id, concat_ws('-', m.version, held.version), row.number,
               decision->>'kind', folded(all_text(decision->'text')), search_vector(decision),
               (jsonb_strip_nulls(jsonb_build_object(
                        'id', row.id, 'meeting', m.id, 'body', held.body,
                        'date', meeting_day(held.data),
                        'item', jsonb_build_object('number', item->'number', 'title', item->'title'), 'number', row.number,
                        'version', m.version, 'createdAt', instant(m.created_at), 'updatedAt', instant(m.updated_at)))
                        || decision)::text
        from minutes as m
        join meetings as held on held.id = m.meeting
        cross join lateral (
                select item, decision, concat(m.id, '-d', place, '-', place_in_item) as id,
                       row_number() over (order by place, place_in_item)::integer as number
                from jsonb_array_elements(open_data(m.data, m.json, m.restricted)->'items') with ordinality as items (item, place),
                     jsonb_array_elements(item->'decisions') with ordinality as decisions (decision, place_in_item)
        ) as row
        where m.id = any (of_minutes)
$$;

-- Makes write_<name>(of_minutes), which replaces the rows of some minutes in the table by those that <name>_of() finds.
-- A row whose text is the same is not touched, so it keeps the transaction that wrote it.
create function make_writer(name text) returns void language plpgsql set search_path = register, pg_temp as $make$
declare
        columns text;
        written text;
begin
        select string_agg(quote_ident(argument), ', ' order by place), string_agg('excluded.' || quote_ident(argument), ', ' order by place)
        into columns, written
        from pg_proc, unnest(proargnames, proargmodes) with ordinality as arguments (argument, mode, place)
        where oid = format('%s_of(text[])', name)::regprocedure and mode = 't';
        execute format($body$
                create function write_%1$s(of_minutes text[]) returns void
                language plpgsql security definer set search_path = register, pg_temp as $$
                begin
                        with wanted as materialized (
                                select *, (select current_transaction()) as recorded from %1$s_of(of_minutes)
                        ), put as (
                                insert into %1$s (%2$s, recorded)
                                select %2$s, recorded from wanted
                                on conflict (id) do update set (%2$s, recorded) = (%3$s, excluded.recorded)
                                where %1$s.json <> excluded.json
                        )
                        delete from %1$s
                        where minutes = any (of_minutes) and not exists (select from wanted where wanted.id = %1$s.id);
                        -- an item that was open and is now closed is removed from the past, too
                        delete from only recorded.%1$s as was using minutes as m
                        where m.id = any (of_minutes) and m.restricted is not null and was.minutes = m.id
                          and not exists (
                                select from %1$s as open
                                where open.minutes = m.id and open.json::jsonb->'text' = was.json::jsonb->'text');
                end $$
        $body$, name, columns, written);
end $make$;

select make_writer(name) from unnest(array['actions', 'decisions']) as name;
select make_known(name) from unnest(array['office_holder', 'actions', 'decisions']) as name;
grant select on organisation_name, office_holder, actions, decisions to samrad_service, samrad_reader;

-- Which rows must be written again ------------------------------------------------------------------------------------

-- The resources of a collection that a transaction has written after a position (`sequence`) in its changes.
create function written_since(of_transaction bigint, since bigint, of_collection text) returns setof text language sql stable as $$
        select distinct id from register.change
        where transaction = of_transaction and sequence > since and collection = of_collection
$$;

-- The minutes whose actions some minutes answer, or answered in a version that the transaction has written or replaced
-- after a position in its changes. Their actions must be written again, because they show their answers.
create function minutes_answered_by(of_minutes text[], of_transaction bigint, since bigint) returns setof text language sql stable as $$
        select distinct named->>'meeting'
        from unnest(of_minutes) as one
        cross join lateral (
                select json, transaction, sequence,
                       lead(transaction) over versions as next_transaction, lead(sequence) over versions as next_sequence
                from register.change
                where collection = 'minutes' and id = one
                window versions as (order by version)
        ) as said
        cross join jsonb_path_query(said.json::jsonb, '$.items[*].**.answersEarlier[*]') as named
        where (said.transaction = of_transaction and said.sequence > since)
           or (said.next_transaction = of_transaction and said.next_sequence > since)
$$;

-- The minutes with an action that is due at the next meeting of one of these bodies, if the day of that meeting is no
-- longer the one that is stored.
create function minutes_with_moved_due(of_bodies text[]) returns setof text language sql stable as $$
        select distinct waiting.minutes
        from (
                select distinct minutes, due_date from register.actions where due = 'next_meeting' and body = any (of_bodies)
        ) as waiting
        join register.meetings as held on held.id = waiting.minutes
        where waiting.due_date is distinct from register.next_meeting(held.body, held.last_day)
$$;

-- Writes the actions and decisions that follow from what a transaction has written after a position in its changes.
create function derive_from_minutes(of_transaction bigint, since bigint) returns void language plpgsql
security definer set search_path = register, pg_temp as $$
declare
        minutes  constant text[] := array(select written_since(of_transaction, since, 'minutes'));
        meetings constant text[] := array(select written_since(of_transaction, since, 'meetings'));
        met      constant text[] := array(
                select distinct unnest(array[body, former_body]) from change
                where transaction = of_transaction and sequence > since and collection = 'meetings');
begin
        if minutes = '{}' and meetings = '{}' then return; end if;
        perform write_decisions(minutes || meetings),
                write_actions(array(
                        select unnest(minutes || meetings) union
                        select minutes_answered_by(minutes, of_transaction, since) union
                        select minutes_with_moved_due(met)));
end $$;
