-- The collections. Each has the columns of the template and its own, generated from the document. Lists are sorted by
-- the first 200 characters of a name, so that an order's values stay short enough for a cursor.
-- Columns that hold ids have the collation of ids: without it no index serves a join.

set local search_path = register, public;

create table organisations (
        like resource_template including all,
        name           text generated always as (main_text(data->'name')) stored,
        kind           text not null generated always as (data->>'kind') stored,
        sector         text generated always as (data->>'sector') stored,
        area           text collate "C" generated always as (data->>'area') stored,
        orgnr          text generated always as (data->'identifiers'->>'orgnr') stored
                       check (orgnr ~ '^[0-9]{9}$'),
        kommunenummer  text generated always as (data->'identifiers'->>'kommunenummer') stored,
        valid          daterange not null generated always as (validity(data)) stored,
        words          text generated always as (all_text(data->'name') || ' ' || all_text(data->'names') || ' '
                                || coalesce(data->>'shortName', '') || ' ' || all_text(data->'identifiers')) stored,
        search         tsvector generated always as (search_vector(data)) stored,
        check (name is not null),
        exclude using gist (orgnr with =, valid with &&) where (orgnr is not null)
);
create index on organisations (left(name, 200) collate "nb-x-icu", id);
create index on organisations (kind);
create index on organisations (orgnr);
create index on organisations using gin (words gin_trgm_ops);
create index on organisations using gin (search);

-- A name is an organisation's for certain in one period at a time.
create table organisation_name (
        organisation text collate "C" not null references organisations on delete cascade,
        position     integer not null,
        period       daterange not null,
        primary key (organisation, position),
        exclude using gist (organisation with =, period with &&)
);

create table areas (
        like resource_template including all,
        name          text generated always as (main_text(data->'name')) stored,
        kind          text not null generated always as (data->>'kind') stored,
        code          text generated always as (data->>'code') stored,
        kommunenummer text generated always as (data->'identifiers'->>'kommunenummer') stored,
        fylkesnummer  text generated always as (data->'identifiers'->>'fylkesnummer') stored,
        valid         daterange not null generated always as (validity(data)) stored,
        words         text generated always as (all_text(data->'name') || ' ' || coalesce(data->>'code', '')) stored,
        search        tsvector generated always as (search_vector(data)) stored,
        check (name is not null),
        exclude using gist (kind with =, code with =, valid with &&) where (code is not null)
);
create index on areas (left(name, 200) collate "nb-x-icu", id);
create index on areas (kind, code);
create index on areas using gin (words gin_trgm_ops);
create index on areas using gin (search);

create table persons (
        like resource_template including all,
        name   text not null generated always as (data->>'name') stored,
        words  text generated always as (data->>'name') stored,
        search tsvector generated always as (search_vector(data->'name')) stored
);
create index on persons (left(name, 200) collate "nb-x-icu", id);
create index on persons using gin (words gin_trgm_ops);

create table offices (
        like resource_template including all,
        title        text generated always as (main_text(data->'title')) stored,
        organisation text collate "C" generated always as (data->>'organisation') stored,
        valid        daterange not null generated always as (validity(data)) stored,
        words        text generated always as (all_text(data->'title')) stored,
        search       tsvector generated always as (search_vector(data)) stored,
        check (title is not null)
);
create index on offices (left(title, 200) collate "nb-x-icu", id);
create index on offices (organisation);

-- Who held an office when. One at a time, unless the office is shared.
create table office_holder (
        office   text collate "C" not null references offices on delete cascade,
        position integer not null,
        person   text collate "C" not null,
        period   daterange not null,
        shared   boolean not null,
        primary key (office, position),
        exclude using gist (office with =, period with &&) where (not shared)
);
create index on office_holder (person);

create table bodies (
        like resource_template including all,
        name          text generated always as (main_text(data->'name')) stored,
        kind          text not null generated always as (data->>'kind') stored,
        area          text collate "C" generated always as (data->>'area') stored,
        within        text collate "C" generated always as (data->>'within') stored,
        decision_mode text generated always as (data->>'decisionMode') stored,
        valid         daterange not null generated always as (validity(data)) stored,
        words         text generated always as (all_text(data->'name') || ' ' || coalesce(data->>'shortName', '')) stored,
        search        tsvector generated always as (search_vector(data)) stored,
        check (name is not null)
);
create index on bodies (left(name, 200) collate "nb-x-icu", id);
create index on bodies (kind);
create index on bodies (within);
create index on bodies using gin (words gin_trgm_ops);
create index on bodies using gin (search);

create table rules (
        like resource_template including all,
        body      text collate "C" generated always as (data->>'body') stored,
        agreement text collate "C" generated always as (data->>'agreement') stored,
        kind      text not null generated always as (data->>'kind') stored,
        force     text not null generated always as (data->>'force') stored,
        basis     text not null generated always as (data->>'basis') stored,
        variant   text generated always as (data->>'variant') stored,
        valid     daterange not null generated always as (validity(data)) stored,
        words     text generated always as (all_text(data->'text')) stored,
        search    tsvector generated always as (search_vector(data)) stored,
        check ((body is null) <> (agreement is null))
);
create index on rules (body, kind, id);
create index on rules (agreement);
create index on rules using gin (search);

create table memberships (
        like resource_template including all,
        body         text collate "C" not null generated always as (data->>'body') stored,
        role         text not null generated always as (data->>'role') stored,
        person       text collate "C" generated always as (data->>'person') stored,
        organisation text collate "C" generated always as (data->>'organisation') stored,
        office       text collate "C" generated always as (data->>'office') stored,
        area         text collate "C" generated always as (data->>'area') stored,
        appointed_by text collate "C" generated always as (data->>'appointedBy') stored,
        valid        daterange not null generated always as (validity(data)) stored,
        certain      daterange not null generated always as (certain_validity(data)) stored,
        check (not (data->>'voting' = 'true' and data->>'role' in ('observer', 'secretary', 'deputy'))),
        exclude using gist (body with =, person with =, role with =, coalesce(organisation, '') with =,
                            coalesce(area, '') with =, certain with &&) where (person is not null)
);
create index on memberships (body, id);
create index on memberships (person);
create index on memberships (organisation);
create index on memberships (office);

create table waivers (
        like resource_template including all,
        rule  text collate "C" not null generated always as (data->>'rule') stored,
        body  text collate "C" generated always as (data->>'body') stored,
        valid daterange not null generated always as (validity(data)) stored
);
create index on waivers (rule);
create index on waivers (body);

create table agreements (
        like resource_template including all,
        title     text generated always as (main_text(data->'title')) stored,
        kind      text not null generated always as (data->>'kind') stored,
        signed_on date generated always as (first_day(data->>'signedOn')) stored,
        valid     daterange not null generated always as (validity(data)) stored,
        words     text generated always as (all_text(data->'title') || ' ' || all_text(data->'alternativeTitles')) stored,
        search    tsvector generated always as (search_vector(data)) stored,
        check (title is not null)
);
create index on agreements (left(title, 200) collate "nb-x-icu", id);
create index on agreements using gin (search);

create table meetings (
        like resource_template including all,
        body   text collate "C" not null generated always as (data->>'body') stored,
        status text not null generated always as (data->>'status') stored,
        number integer generated always as ((data->>'number')::integer) stored,
        date   date generated always as (first_day(coalesce(data->>'date', left(data->>'startsAt', 10)))) stored,
        words  text generated always as (all_text(data->'title') || ' ' || coalesce(data->>'place', '')) stored,
        search tsvector generated always as (search_vector(data)) stored
);
create index on meetings (body, date, id);
create index on meetings (date, id);
create index on meetings using gin (search);

create table minutes (
        like resource_template including all,
        meeting text collate "C" not null generated always as (data->>'meeting') stored,
        status  text generated always as (data->>'status') stored,
        words   text generated always as (all_text(data->'items')) stored,
        search  tsvector generated always as (search_vector(data)) stored,
        check (meeting = id)
);
create index on minutes using gin (search);

select make_collection(name)
from unnest(array['organisations', 'areas', 'persons', 'offices', 'bodies', 'rules', 'memberships', 'waivers',
                  'agreements', 'meetings', 'minutes']) as name;

-- The follow-ups of all minutes, one row each, kept by the minutes' trigger.
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
        restricted  text
);
create index on actions (due_date, id);
create index on actions (minutes);
create index on actions using gin (responsible);
create index on actions using gin (search);

-- What else hangs on a document ------------------------------------------------------------------------------

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

create function keep_holders() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        delete from office_holder where office = new.id;
        insert into office_holder (office, position, person, period, shared)
        select new.id, n, value->>'person', certain_validity(value), coalesce((new.data->>'shared')::boolean, false)
        from jsonb_array_elements(new.data->'holders') with ordinality as holder (value, n);
        return null;
end $$;
create trigger c_holders after insert or update on offices for each row execute function keep_holders();

-- The day an action is due: its date, or the day of the body's next meeting.
create function due_date(action jsonb, of_body text, after date) returns date
language sql stable set search_path = register, pg_temp as $$
        select case action->'due'->>'type'
                when 'date' then last_day(action->'due'->>'date')
                when 'next_meeting' then (
                        select min(date) from meetings
                        where body = of_body and date > after and status <> 'cancelled')
        end
$$;

create function write_actions(of_minutes minutes) returns void
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        held meetings;
begin
        delete from actions where minutes = of_minutes.id;
        select * into held from meetings where id = of_minutes.meeting;
        insert into actions (id, minutes, version, tag, updated_at, body, number, kind, status, due, due_date,
                             responsible, words, search, json)
        select row.id, of_minutes.id, of_minutes.version,
               concat_ws('-', of_minutes.version, to_char(row.due_date, 'YYYYMMDD')), of_minutes.updated_at, held.body,
               (action->>'number')::integer, action->>'kind', coalesce(action->>'status', 'unknown'),
               action->'due'->>'type', row.due_date,
               array(select who.value #>> '{}'
                     from jsonb_array_elements(action->'responsible') as one, jsonb_each(one) as who),
               all_text(action->'text') || ' ' || coalesce(action->>'responsibleAsWritten', ''),
               search_vector(action),
               (jsonb_strip_nulls(jsonb_build_object(
                        'id', row.id, 'meeting', of_minutes.meeting, 'body', held.body, 'dueDate', row.due_date,
                        'item', jsonb_build_object('number', item->'number', 'title', item->'title'),
                        'version', of_minutes.version, 'createdAt', instant(of_minutes.created_at),
                        'updatedAt', instant(of_minutes.updated_at))
                        || jsonb_build_object('status', 'unknown') || action))::text
        from jsonb_array_elements(of_minutes.data->'items') as item,
             jsonb_array_elements(item->'actions') as action,
             lateral (select of_minutes.id || '-a' || (action->>'number') as id,
                             due_date(action, held.body, held.date) as due_date) as row;
end $$;

create function keep_actions() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        perform write_actions(new);
        return null;
end $$;
-- Deferred, since the meeting may be written after its minutes in the same transaction.
create constraint trigger c_actions after insert or update on minutes
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

grant select on organisation_name, office_holder, actions to samrad_service, samrad_reader;

-- Where references stand ---------------------------------------------------------------------------------------

insert into reference_path (collection, pattern, target) values
        ('organisations', '/partOf/\*/organisation', 'organisations'),
        ('organisations', '/comprises/\*', 'organisations'),
        ('organisations', '/predecessors/\*', 'organisations'),
        ('organisations', '/area', 'areas'),
        ('areas', '/within/\*/area', 'areas'),
        ('areas', '/comprises/\*', 'areas'),
        ('offices', '/organisation', 'organisations'),
        ('offices', '/holders/\*/person', 'persons'),
        ('bodies', '/establishedBy/\*', 'organisations'),
        ('bodies', '/parties/\*/(organisation|through/\*)', 'organisations'),
        ('bodies', '/parties/\*/signatoryOffice', 'offices'),
        ('bodies', '/parties/\*/signatoryPerson', 'persons'),
        ('bodies', '/(reportsTo|secretariat)/\*/organisation', 'organisations'),
        ('bodies', '/(reportsTo|secretariat)/\*/body', 'bodies'),
        ('bodies', '/secretariat/\*/office', 'offices'),
        ('bodies', '/within', 'bodies'),
        ('bodies', '/area', 'areas'),
        ('rules', '/body', 'bodies'),
        ('rules', '/agreement', 'agreements'),
        ('rules', '/(before|after)', 'bodies'),
        ('rules', '/of', 'bodies'),
        ('rules', '/(who|of|sides/\*)(/.*)?/(organisation|appointedBy|nominatedBy)/\*', 'organisations'),
        ('rules', '/(who|of|sides/\*)(/.*)?/organisationWithin', 'organisations'),
        ('rules', '/(who|of|sides/\*)(/.*)?/office/\*', 'offices'),
        ('rules', '/(who|of|sides/\*)(/.*)?/area/\*', 'areas'),
        ('rules', '/(who|of|sides/\*)(/.*)?/areaWithin', 'areas'),
        ('rules', '/(who|of|sides/\*)(/.*)?/person/\*', 'persons'),
        ('rules', '/(who|of|sides/\*)(/.*)?/memberOf/body', 'bodies'),
        ('rules', '/per/within', 'areas'),
        ('rules', '/per/areas/\*', 'areas'),
        ('rules', '/per/organisations/\*', 'organisations'),
        ('rules', '/per/membersOf/body', 'bodies'),
        ('memberships', '/body', 'bodies'),
        ('memberships', '/person', 'persons'),
        ('memberships', '/(organisation|appointedBy|nominatedBy)', 'organisations'),
        ('memberships', '/office', 'offices'),
        ('memberships', '/area', 'areas'),
        ('memberships', '/deputyFor', 'memberships'),
        ('waivers', '/rule', 'rules'),
        ('waivers', '/body', 'bodies'),
        ('waivers', '/grantedBy', 'organisations'),
        ('agreements', '/parties/\*/(organisation|through/\*)', 'organisations'),
        ('agreements', '/parties/\*/signatoryOffice', 'offices'),
        ('agreements', '/parties/\*/signatoryPerson', 'persons'),
        ('agreements', '/basedOn/\*/agreement', 'agreements'),
        ('agreements', '/basedOn/\*/body', 'bodies'),
        ('agreements', '/(renews|supersedes)/\*', 'agreements'),
        ('agreements', '/establishes/\*', 'bodies'),
        ('agreements', '/priorityGroups/\*/authority/agreement', 'agreements'),
        ('agreements', '/commitments/\*/party', 'organisations'),
        ('meetings', '/body', 'bodies'),
        ('meetings', '/attendance/\*/(membership|deputyFor)', 'memberships'),
        ('meetings', '/attendance/\*/person', 'persons'),
        ('meetings', '/attendance/\*/organisation', 'organisations'),
        ('meetings', '/attendance/\*/office', 'offices'),
        ('minutes', '/meeting', 'meetings'),
        ('minutes', '/present/\*/(membership|deputyFor)', 'memberships'),
        ('minutes', '/present/\*/person', 'persons'),
        ('minutes', '/present/\*/organisation', 'organisations'),
        ('minutes', '/present/\*/office', 'offices'),
        ('minutes', '/items/\*/presenters/\*/person', 'persons'),
        ('minutes', '/items/\*/actions/\*/responsible/\*/organisation', 'organisations'),
        ('minutes', '/items/\*/actions/\*/responsible/\*/body', 'bodies'),
        ('minutes', '/items/\*/actions/\*/responsible/\*/office', 'offices'),
        ('minutes', '/items/\*/actions/\*/responsible/\*/person', 'persons');
