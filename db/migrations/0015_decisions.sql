-- What has been decided, across all minutes: one row each, kept by the minutes' trigger and with a past, as follow-ups are.

set local search_path = register, public;

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

grant select on decisions to samrad_service, samrad_reader;

insert into decisions (id, minutes, version, tag, updated_at, body, date, number, kind, words, search, json, recorded)
select d.id, m.id, m.version, d.tag, m.updated_at, held.body, held.date, d.number, d.kind, d.words, d.search, d.json, m.recorded
from only minutes as m
join only meetings as held on held.id = m.meeting
cross join lateral decisions_of(m.id, m.version, m.created_at, m.updated_at, m.data, held) as d;

select make_known('decisions');

-- When and in which body a meeting was, is told here as the meetings stand, as it is of follow-ups.
insert into recorded.decisions (id, minutes, version, tag, updated_at, body, date, number, kind, words, search, json, recorded,
                                superseded)
select d.id, old.id, old.version, d.tag, old.updated_at, held.body, held.date, d.number, d.kind, d.words, d.search, d.json,
       old.recorded, old.superseded
from only recorded.minutes as old
join only meetings as held on held.id = old.meeting
cross join lateral decisions_of(old.id, old.version, old.created_at, old.updated_at, old.data, held) as d;
