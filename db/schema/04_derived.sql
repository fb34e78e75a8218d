-- Rows that triggers write from documents: names and holders in their periods, and what minutes say is to be done and was
-- decided. Nobody else writes them. Actions and decisions are made anew only where they come out otherwise, since they have a
-- past of their own.

set local search_path = register, public;

-- Names and holders --------------------------------------------------------------------------------------------

-- A name is an organisation's for certain in one period at a time.
create table organisation_name (
        organisation text collate "C" not null references organisations on delete cascade,
        position     integer not null,
        period       daterange not null,
        primary key (organisation, position),
        exclude using gist (organisation with =, period with &&)
);

create function keep_names() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        delete from organisation_name where organisation = new.id;
        insert into organisation_name (organisation, position, period)
        select new.id, n, certain_validity(value)
        from jsonb_array_elements(new.data->'names') with ordinality as name (value, n)
        where not isempty(certain_validity(value));
        return null;
end $$;
create trigger c_names after insert or update on organisations for each row execute function keep_names();

-- Who held an office when. One at a time, unless the office is shared.
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

create function keep_holders() returns trigger
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
create trigger c_holders after insert or update on offices for each row execute function keep_holders();

-- Actions --------------------------------------------------------------------------------------------------------

-- The follow-ups of all minutes, one row each.
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
create index on actions using gin (responsible);
create index on actions using gin (search);

-- The last day on which a meeting may have been held, as far as it is known.
create function last_day_of(meeting meetings) returns date
language sql immutable parallel safe set search_path = register, pg_temp as $$
        select last_day(coalesce(meeting.data->>'date', left(meeting.data->>'startsAt', 10)))
$$;

-- The day an action is due: its date, or the day by which the body has met again.
create function due_date(action jsonb, of_body text, after date) returns date
language sql stable set search_path = register, pg_temp as $$
        select case action->'due'->>'type'
                when 'date' then last_day(action->'due'->>'date')
                when 'next_meeting' then (
                        select min(last_day_of(meetings)) from meetings
                        where body = of_body and date > after and status <> 'cancelled')
        end
$$;

-- Which actions of these minutes are answered, and where: in the same minutes, or in others that name them.
create function answers_to(of_minutes text) returns table (number integer, answer jsonb)
language sql stable set search_path = register, pg_temp as $$
        with answering as (
                select m.id, item
                from minutes as m, jsonb_array_elements(m.data->'items') as item
                where m.id in (select of_minutes
                               union
                               select id from reference
                               where target_collection = 'minutes' and target_id = of_minutes and collection = 'minutes')
        ), acting as (
                select a.id, item, action, a.id || '-a' || (action->>'number') as by
                from answering as a, jsonb_array_elements(item->'actions') as action
        )
        select (earlier->>'number')::integer, jsonb_build_object('meeting', id, 'item', item->'number')
        from answering, jsonb_array_elements(item->'answersEarlier') as earlier
        where earlier->>'meeting' = of_minutes
        union
        select (earlier->>'number')::integer, jsonb_build_object('meeting', id, 'item', item->'number', 'action', by)
        from acting, jsonb_array_elements(action->'answersEarlier') as earlier
        where earlier->>'meeting' = of_minutes
        union
        select (action->>'answers')::integer, jsonb_build_object('meeting', id, 'item', item->'number', 'action', by)
        from acting
        where id = of_minutes and action ? 'answers'
$$;

-- What a version of minutes says is to be done, a row each, for the meeting as `held` says.
create function actions_of(minutes text, version integer, created_at timestamptz, updated_at timestamptz,
                                      document jsonb, held meetings)
returns table (id text, tag text, number integer, kind text, status text, due text, due_date date, responsible text[],
               words text, search tsvector, json text)
language sql stable set search_path = register, pg_temp as $$
        select row.id,
               concat_ws('-', version, to_char(row.due_date, 'YYYYMMDD'), left(md5(answered.by::text), 8)),
               (action->>'number')::integer, action->>'kind', coalesce(action->>'status', 'unknown'),
               action->'due'->>'type', row.due_date,
               array(select who.value #>> '{}'
                     from jsonb_array_elements(action->'responsible') as one, jsonb_each(one) as who),
               all_text(action->'text') || ' ' || coalesce(action->>'responsibleAsWritten', ''),
               search_vector(action),
               (jsonb_strip_nulls(jsonb_build_object(
                        'id', row.id, 'meeting', minutes, 'body', held.body, 'dueDate', row.due_date,
                        'item', jsonb_build_object('number', item->'number', 'title', item->'title'),
                        'answeredBy', answered.by,
                        'version', version, 'createdAt', instant(created_at), 'updatedAt', instant(updated_at))
                        || jsonb_build_object('status', 'unknown') || action))::text
        from jsonb_array_elements(document->'items') as item,
             jsonb_array_elements(item->'actions') as action
             left join (select number, jsonb_agg(answer order by answer) as by
                        from answers_to(minutes) group by number) as answered
                    on answered.number = (action->>'number')::integer,
             lateral (select minutes || '-a' || (action->>'number') as id,
                             due_date(action, held.body, last_day_of(held)) as due_date) as row
$$;

-- An action that stays as it was is left alone.
create function write_actions(of_minutes minutes) returns void
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

-- The minutes whose actions a document says it answers.
create function minutes_answered_by(document jsonb) returns setof text language sql immutable parallel safe as $$
        select distinct earlier->>'meeting'
        from jsonb_path_query(document, '$.items[*].**.answersEarlier[*]') as earlier
$$;

-- Minutes that answer, or no longer answer, actions of others change how those are told.
create function keep_actions() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if tg_op <> 'DELETE' then
                perform write_actions(new);
        end if;
        perform write_actions(m)
        from minutes as m
        where m.id in (select minutes_answered_by(old.data) union select minutes_answered_by(new.data))
          and m.id <> coalesce(new.id, old.id);
        return null;
end $$;
-- Deferred, since the meeting may be written after its minutes in the same transaction.
create constraint trigger c_actions after insert or update on minutes
        deferrable initially deferred for each row execute function keep_actions();
create constraint trigger c_answers after delete on minutes
        deferrable initially deferred for each row execute function keep_actions();

-- A meeting that is moved, added or removed moves what is due at the body's next meeting, and its own minutes'
-- actions go with it to another body.
create function move_actions() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        perform write_actions(m)
        from minutes as m
        where m.id in (select minutes from actions
                       where body in (old.body, new.body) and due = 'next_meeting')
           or m.id = new.id;
        return null;
end $$;
create constraint trigger c_actions after insert or update or delete on meetings
        deferrable initially deferred for each row execute function move_actions();

-- Decisions ------------------------------------------------------------------------------------------------------

-- What has been decided, across all minutes: one row each.
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

-- What a version of minutes says was decided, a row each, for the meeting as `held` says.
create function decisions_of(minutes text, version integer, created_at timestamptz, updated_at timestamptz, document jsonb,
                             held meetings)
returns table (id text, tag text, number integer, kind text, words text, search tsvector, json text)
language sql stable set search_path = register, pg_temp as $$
        select row.id, concat_ws('-', version, held.version), row.number, decision->>'kind', all_text(decision->'text'),
               search_vector(decision),
               (jsonb_strip_nulls(jsonb_build_object(
                        'id', row.id, 'meeting', minutes, 'body', held.body,
                        'date', coalesce(held.data->>'date', left(held.data->>'startsAt', 10)),
                        'item', jsonb_build_object('number', item->'number', 'title', item->'title'), 'number', row.number,
                        'version', version, 'createdAt', instant(created_at), 'updatedAt', instant(updated_at)))
                        || decision)::text
        from (select item, decision, concat(minutes, '-d', place, '-', place_in_item) as id,
                     row_number() over (order by place, place_in_item)::integer as number
              from jsonb_array_elements(document->'items') with ordinality as items (item, place),
                   jsonb_array_elements(item->'decisions') with ordinality as decisions (decision, place_in_item)) as row
$$;

-- A decision that stays as it was is left alone.
create function write_decisions(of_minutes minutes) returns void
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        held meetings;
        ids  text[];
begin
        select * into held from meetings where id = of_minutes.meeting;
        with wanted as materialized (
                select * from decisions_of(of_minutes.id, of_minutes.version, of_minutes.created_at, of_minutes.updated_at,
                                           of_minutes.data, held)
        ), put as (
                insert into decisions (id, minutes, version, tag, updated_at, body, date, number, kind, words, search, json)
                select id, of_minutes.id, of_minutes.version, tag, of_minutes.updated_at, held.body, held.date, number, kind,
                       words, search, json
                from wanted
                on conflict (id) do update
                set (version, tag, updated_at, body, date, number, kind, words, search, json, recorded)
                  = (excluded.version, excluded.tag, excluded.updated_at, excluded.body, excluded.date, excluded.number,
                     excluded.kind, excluded.words, excluded.search, excluded.json, excluded.recorded)
                where decisions.json <> excluded.json
        )
        select array_agg(id) into ids from wanted;
        delete from decisions where minutes = of_minutes.id and id <> all (coalesce(ids, '{}'));
end $$;

create function keep_decisions() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        perform write_decisions(new);
        return null;
end $$;
-- Deferred, since the meeting may be written after its minutes in the same transaction.
create constraint trigger c_decisions after insert or update on minutes
        deferrable initially deferred for each row execute function keep_decisions();

-- A meeting that is moved to another day or body takes its decisions with it.
create function move_decisions() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        perform write_decisions(m) from minutes as m where m.id = new.id;
        return null;
end $$;
create constraint trigger c_decisions after update on meetings
        deferrable initially deferred for each row execute function move_decisions();

select make_known(name) from unnest(array['office_holder', 'actions', 'decisions']) as name;
grant select on organisation_name, office_holder, actions, decisions to samrad_service, samrad_reader;
