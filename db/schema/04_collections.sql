-- The collections. Each table has the columns of the template and its own ones, which are generated from the document.
-- Lists are sorted by the first 200 characters of a name, so that the sort values are short enough for a cursor.
-- Columns with ids have the collation of ids ("C"), because without it no index could be used for a join. Constraints
-- between resources are deferrable, so that an import may write resources in any order.

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
        alone daterange not null generated always as (exclusive_validity(data)) stored, -- when no other may have its number
        words          text generated always as (folded(all_text(data->'name') || ' ' || all_text(data->'names') || ' '
                                || coalesce(data->>'shortName', '') || ' ' || all_text(data->'identifiers'))) stored,
        search         tsvector generated always as (search_vector(data)) stored,
        check (name is not null),
        constraint organisations_number exclude using gist (orgnr with =, alone with &&) where (orgnr is not null)
                deferrable initially immediate
);
create index on organisations (left(name, 200) collate "nb-x-icu", id);
create index on organisations (kind);
create index on organisations (orgnr);
create index on organisations using gin (words gin_trgm_ops);
create index on organisations using gin (search);

create table areas (
        like resource_template including all,
        name          text generated always as (main_text(data->'name')) stored,
        kind          text not null generated always as (data->>'kind') stored,
        code          text generated always as (data->>'code') stored,
        kommunenummer text generated always as (data->'identifiers'->>'kommunenummer') stored,
        fylkesnummer  text generated always as (data->'identifiers'->>'fylkesnummer') stored,
        valid         daterange not null generated always as (validity(data)) stored,
        alone daterange not null generated always as (exclusive_validity(data)) stored, -- when no other may have its code
        words         text generated always as (folded(all_text(data->'name') || ' ' || coalesce(data->>'code', ''))) stored,
        search        tsvector generated always as (search_vector(data)) stored,
        check (name is not null),
        constraint areas_code exclude using gist (kind with =, code with =, alone with &&) where (code is not null)
                deferrable initially immediate
);
create index on areas (left(name, 200) collate "nb-x-icu", id);
create index on areas (kind, code);
create index on areas using gin (words gin_trgm_ops);
create index on areas using gin (search);

create table persons (
        like resource_template including all,
        name   text not null generated always as (data->>'name') stored,
        words  text generated always as (folded(all_names(data))) stored,
        search tsvector generated always as (to_tsvector('pg_catalog.norwegian', all_names(data))) stored
);
create index on persons (left(name, 200) collate "nb-x-icu", id);
create index on persons using gin (words gin_trgm_ops);

create table offices (
        like resource_template including all,
        title        text generated always as (main_text(data->'title')) stored,
        organisation text collate "C" generated always as (data->>'organisation') stored,
        valid        daterange not null generated always as (validity(data)) stored,
        words        text generated always as (folded(all_text(data->'title'))) stored,
        search       tsvector generated always as (search_vector(data)) stored,
        check (title is not null)
);
create index on offices (left(title, 200) collate "nb-x-icu", id);
create index on offices (organisation);

create table bodies (
        like resource_template including all,
        name          text generated always as (main_text(data->'name')) stored,
        kind          text not null generated always as (data->>'kind') stored,
        area          text collate "C" generated always as (data->>'area') stored,
        within        text collate "C" generated always as (data->>'within') stored,
        decision_mode text generated always as (data->>'decisionMode') stored,
        valid         daterange not null generated always as (validity(data)) stored,
        words         text generated always as (folded(all_names(data) || ' ' || coalesce(data->>'shortName', ''))) stored,
        search        tsvector generated always as (search_vector(data)) stored,
        check (name is not null)
);
create index on bodies (left(name, 200) collate "nb-x-icu", id);
create index on bodies (kind);
create index on bodies (within);
create index on bodies using gin (words gin_trgm_ops);
create index on bodies using gin (search);

-- What a check must load for a rule depends on what the rule looks at. These functions find that out once, when the
-- rule is written: whether it asks what an organisation, area or body is within; whether it asks for gender; whether it
-- looks at other bodies.
create function asks_within(document jsonb) returns boolean language sql immutable parallel safe as $$
        select jsonb_path_exists(document, '$.** ? (exists(@.organisationWithin) || exists(@.areaWithin) || exists(@.within))')
$$;
create function asks_gender(document jsonb) returns boolean language sql immutable parallel safe as $$
        select document->>'kind' = 'balance' or jsonb_path_exists(document, '$.**.gender')
$$;
create function names_bodies(document jsonb) returns boolean language sql immutable parallel safe as $$
        select document->>'kind' in ('mirrors', 'sequence')
            or jsonb_path_exists(document, '$.** ? (exists(@.memberOf) || exists(@.differsFrom) || exists(@.membersOf))')
$$;

-- The kinds of bodies that a general rule applies to, by which it is found; `*` means any kind. Null for other rules.
create function kinds_applied_to(document jsonb) returns text[] language sql immutable parallel safe as $$
        select case when document ? 'appliesTo' then
                coalesce((select array_agg(kind) from jsonb_array_elements_text(document->'appliesTo'->'bodyKind') as kind), '{*}')
        end
$$;

create table rules (
        like resource_template including all,
        body      text collate "C" generated always as (data->>'body') stored,
        agreement text collate "C" generated always as (data->>'agreement') stored,
        issued_by text collate "C" generated always as (data->>'issuedBy') stored,
        applied_to text[] generated always as (kinds_applied_to(data)) stored, -- of a general rule
        kind      text not null generated always as (data->>'kind') stored,
        force     text not null generated always as (data->>'force') stored,
        basis     text not null generated always as (data->>'basis') stored,
        variant   text generated always as (data->>'variant') stored,
        chained   boolean not null generated always as (asks_within(data)) stored,  -- it asks what an organisation, area or body is within
        gendered  boolean not null generated always as (asks_gender(data)) stored,  -- it asks for the gender of members
        others    boolean not null generated always as (names_bodies(data)) stored, -- it looks at other bodies
        area_kind text generated always as (data->'per'->>'areaKind') stored,       -- it is judged for each area of this kind
        valid     daterange not null generated always as (validity(data)) stored,
        words     text generated always as (folded(all_text(data->'text'))) stored,
        search    tsvector generated always as (search_vector(data)) stored,
        check (num_nonnulls(body, agreement, applied_to, data->'for') = 1),
        check (issued_by is not null or applied_to is null and not data ? 'for')
);
create index on rules (body, kind, id);
create index on rules (agreement);
create index on rules using gin (applied_to) where applied_to is not null;
create index on rules (id) where kind = 'existence';
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
        constraint memberships_once exclude using gist (body with =, person with =, role with =,
                coalesce(organisation, '') with =, coalesce(area, '') with =, certain with &&) where (person is not null)
                deferrable initially immediate
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
        words     text generated always as (folded(all_text(data->'title') || ' ' || all_text(data->'alternativeTitles'))) stored,
        search    tsvector generated always as (search_vector(data)) stored,
        check (title is not null)
);
create index on agreements (left(title, 200) collate "nb-x-icu", id);
create index on agreements using gin (search);

-- The day of a meeting, as far as it is known (a day, a month or a year): the day in Norway on which it starts, if its
-- start is known; else its date as written.
create function meeting_day(document jsonb) returns text language sql immutable parallel safe as $$
        select coalesce(((register.instant_of(document->>'startsAt') at time zone 'Europe/Oslo')::date)::text, document->>'date')
$$;

create table meetings (
        like resource_template including all,
        body   text collate "C" not null generated always as (data->>'body') stored,
        status text not null generated always as (data->>'status') stored,
        number integer generated always as ((data->>'number')::integer) stored,
        day      date generated always as (first_day(meeting_day(data))) stored, -- the first day that it can have been on,
        last_day date generated always as (last_day(meeting_day(data))) stored,  -- and the last, if only a month or year is known
        words  text generated always as (folded(all_text(data->'title') || ' ' || coalesce(data->>'place', ''))) stored,
        search tsvector generated always as (search_vector(open_data(data, json, restricted))) stored
);
create index on meetings (body, day, id);
create index on meetings (body, last_day);
create index on meetings (day, id);
create index on meetings using gin (search);

create table minutes (
        like resource_template including all,
        meeting text collate "C" not null generated always as (data->>'meeting') stored,
        status  text generated always as (data->>'status') stored,
        words   text generated always as (folded(all_text(open_data(data, json, restricted)->'items'))) stored,
        search  tsvector generated always as (search_vector(open_data(data, json, restricted))) stored,
        check (meeting = id)
);
create index on minutes using gin (search);

create table documents (
        like resource_template including all,
        title     text not null generated always as (main_text(open_data(data, json, restricted)->'title')) stored,
        kind      text not null generated always as (data->>'kind') stored,
        language  text generated always as (open_data(data, json, restricted)->>'language') stored,
        date      date generated always as (first_day(data->>'date')) stored,
        body      text collate "C" generated always as (data->>'body') stored,
        meeting   text collate "C" generated always as (data->>'meeting') stored,
        agreement text collate "C" generated always as (data->>'agreement') stored,
        sha256    text collate "C" generated always as (data->'content'->>'sha256') stored,
        found     text collate "C" generated always as (data->'link'->>'sha256') stored, -- checksum of what was found at the link
        words     text generated always as (folded(all_text(open_data(data, json, restricted)->'title') || ' ' || coalesce(open_data(data, json, restricted)->>'fileName', ''))) stored,
        search    tsvector generated always as (search_vector(open_data(data, json, restricted))) stored
);
create index on documents (date, id);
create index on documents (body, date, id);
create index on documents (meeting);
create index on documents (agreement);
create index on documents (sha256);
create index on documents (found);
create index on documents using gin (search);

create table codes (
        like resource_template including all,
        of     text not null generated always as (data->>'of') stored,
        code   text not null collate "C" generated always as (data->>'code') stored,
        name   text generated always as (main_text(data->'name')) stored,
        words  text generated always as (folded(all_text(data->'name') || ' ' || (data->>'code'))) stored,
        search tsvector generated always as (search_vector(data->'name')) stored,
        check (name is not null),
        constraint codes_once unique (code, of) deferrable initially immediate
);
create index on codes (left(name, 200) collate "nb-x-icu", id);

-- The body of a meeting, and of a rule.
create function body_of_meeting(of_id text) returns text language sql stable as $$
        select body from register.meetings where id = of_id
$$;
create function body_of_rule(of_id text) returns text language sql stable as $$
        select body from register.rules where id = of_id
$$;

-- The body that a resource belongs to at present; null if it belongs to none. It has no queries of its own, so that the
-- planner can inline it.
create function body_of(of_collection text, of_id text, document jsonb) returns text
language sql stable as $$
        select case of_collection
                when 'bodies' then of_id
                when 'rules' then document->>'body'
                when 'memberships' then document->>'body'
                when 'meetings' then document->>'body'
                when 'waivers' then coalesce(document->>'body', register.body_of_rule(document->>'rule'))
                when 'minutes' then register.body_of_meeting(document->>'meeting')
                when 'documents' then coalesce(document->>'body', register.body_of_meeting(document->>'meeting'))
        end
$$;

-- Whether a general rule, whose `appliesTo` is given, may apply to a body: false only if it never does. Conditions on
-- areas and periods are not looked at here, but when the rule is judged.
create function may_apply(applies_to jsonb, body_id text, body jsonb) returns boolean language sql immutable parallel safe as $$
        select (not applies_to ? 'bodyKind' or applies_to->'bodyKind' ? (body->>'kind'))
           and (not applies_to ? 'bodies' or applies_to->'bodies' ? body_id)
           and (not applies_to ? 'within' or body ? 'within')
           and (not applies_to ? 'establishedBy' or not body ? 'establishedBy'
                or exists (select from jsonb_array_elements_text(applies_to->'establishedBy') as one where body->'establishedBy' ? one))
$$;

-- The general rules that may apply to a body, found by the index on their kinds of bodies.
create function general_rules(body_kind text, body_id text, document jsonb)
returns table (id text, kind text, force text, json text, chained boolean, gendered boolean, others boolean, area_kind text, nested boolean)
language sql stable parallel safe as $$
        select r.id, r.kind, r.force, r.json, r.chained, r.gendered, r.others, r.area_kind, r.data->'appliesTo' ? 'within'
        from rules as r
        where r.applied_to && array[body_kind, '*'] and r.applied_to is not null
          and register.may_apply(r.data->'appliesTo', body_id, document)
$$;

-- The bodies that a body is within, directly or indirectly, the nearest first.
create function enclosing_bodies(body_id text) returns text[] language sql stable parallel safe as $$
        with recursive above (id, n) as (
                select within, 1 from bodies where id = body_id and within is not null
                union
                select b.within, above.n + 1 from above join bodies as b on b.id = above.id where b.within is not null and above.n < 64
        )
        select coalesce(array_agg(id order by n), '{}') from above
$$;

-- Where references stand ---------------------------------------------------------------------------------------

insert into reference_path (collection, path, target) values
        ('organisations', '/partOf/*/organisation', 'organisations'),
        ('organisations', '/comprises/*', 'organisations'),
        ('organisations', '/predecessors/*', 'organisations'),
        ('organisations', '/area', 'areas'),
        ('areas', '/within/*/area', 'areas'),
        ('areas', '/comprises/*', 'areas'),
        ('offices', '/organisation', 'organisations'),
        ('offices', '/holders/*/person', 'persons'),
        ('bodies', '/establishedBy/*', 'organisations'),
        ('bodies', '/parties/*/organisation', 'organisations'),
        ('bodies', '/parties/*/through/*', 'organisations'),
        ('bodies', '/parties/*/signatoryOffice', 'offices'),
        ('bodies', '/parties/*/signatoryPerson', 'persons'),
        ('bodies', '/reportsTo/*/organisation', 'organisations'),
        ('bodies', '/secretariat/*/organisation', 'organisations'),
        ('bodies', '/reportsTo/*/body', 'bodies'),
        ('bodies', '/secretariat/*/body', 'bodies'),
        ('bodies', '/secretariat/*/office', 'offices'),
        ('bodies', '/within', 'bodies'),
        ('bodies', '/area', 'areas'),
        ('rules', '/body', 'bodies'),
        ('rules', '/agreement', 'agreements'),
        ('rules', '/appliesTo/areaWithin', 'areas'),
        ('rules', '/appliesTo/establishedBy/*', 'organisations'),
        ('rules', '/appliesTo/within', 'bodies'),
        ('rules', '/appliesTo/bodies/*', 'bodies'),
        ('rules', '/issuedBy', 'organisations'),
        ('rules', '/derogatesFrom', 'rules'),
        ('rules', '/for/within', 'areas'),
        ('rules', '/for/areas/*', 'areas'),
        ('rules', '/before', 'bodies'),
        ('rules', '/after', 'bodies'),
        ('rules', '/of', 'bodies'),
        ('rules', '/per/within', 'areas'),
        ('rules', '/per/areas/*', 'areas'),
        ('rules', '/per/organisations/*', 'organisations'),
        ('rules', '/per/membersOf/body', 'bodies'),
        ('memberships', '/body', 'bodies'),
        ('memberships', '/person', 'persons'),
        ('memberships', '/organisation', 'organisations'),
        ('memberships', '/appointedBy', 'organisations'),
        ('memberships', '/nominatedBy', 'organisations'),
        ('memberships', '/office', 'offices'),
        ('memberships', '/area', 'areas'),
        ('memberships', '/deputyFor', 'memberships'),
        ('memberships', '/actingFor', 'memberships'),
        ('memberships', '/replaces/*', 'memberships'),
        ('waivers', '/rule', 'rules'),
        ('waivers', '/body', 'bodies'),
        ('waivers', '/grantedBy', 'organisations'),
        ('agreements', '/parties/*/organisation', 'organisations'),
        ('agreements', '/parties/*/through/*', 'organisations'),
        ('agreements', '/parties/*/signatoryOffice', 'offices'),
        ('agreements', '/parties/*/signatoryPerson', 'persons'),
        ('agreements', '/basedOn/*/agreement', 'agreements'),
        ('agreements', '/basedOn/*/body', 'bodies'),
        ('agreements', '/renews/*', 'agreements'),
        ('agreements', '/supersedes/*', 'agreements'),
        ('agreements', '/establishes/*', 'bodies'),
        ('agreements', '/priorityGroups/*/authority/agreement', 'agreements'),
        ('agreements', '/commitments/*/party', 'organisations'),
        ('meetings', '/body', 'bodies'),
        ('meetings', '/attendance/*/membership', 'memberships'),
        ('meetings', '/attendance/*/deputyFor', 'memberships'),
        ('meetings', '/attendance/*/person', 'persons'),
        ('meetings', '/attendance/*/organisation', 'organisations'),
        ('meetings', '/attendance/*/office', 'offices'),
        ('meetings', '/attachments/*/document', 'documents'),
        ('meetings', '/agenda/*/attachments/*/document', 'documents'),
        ('minutes', '/meeting', 'meetings'),
        ('minutes', '/present/*/membership', 'memberships'),
        ('minutes', '/present/*/deputyFor', 'memberships'),
        ('minutes', '/present/*/person', 'persons'),
        ('minutes', '/present/*/organisation', 'organisations'),
        ('minutes', '/present/*/office', 'offices'),
        ('minutes', '/items/*/presenters/*/person', 'persons'),
        ('minutes', '/items/*/actions/*/responsible/*/organisation', 'organisations'),
        ('minutes', '/items/*/actions/*/responsible/*/body', 'bodies'),
        ('minutes', '/items/*/actions/*/responsible/*/office', 'offices'),
        ('minutes', '/items/*/actions/*/responsible/*/person', 'persons'),
        ('minutes', '/attachments/*/document', 'documents'),
        ('minutes', '/items/*/attachments/*/document', 'documents'),
        ('minutes', '/items/*/answersEarlier/*/meeting', 'minutes'),
        ('minutes', '/items/*/actions/*/answersEarlier/*/meeting', 'minutes'),
        ('documents', '/body', 'bodies'),
        ('documents', '/meeting', 'meetings'),
        ('documents', '/agreement', 'agreements');
insert into reference_path (collection, path, target, in_selector) values
        ('rules', '/organisation/*', 'organisations', true),
        ('rules', '/appointedBy/*', 'organisations', true),
        ('rules', '/nominatedBy/*', 'organisations', true),
        ('rules', '/organisationWithin', 'organisations', true),
        ('rules', '/office/*', 'offices', true),
        ('rules', '/area/*', 'areas', true),
        ('rules', '/areaWithin', 'areas', true),
        ('rules', '/person/*', 'persons', true),
        ('rules', '/memberOf/body', 'bodies', true),
        ('rules', '/differsFrom/of', 'bodies', true);

-- Adds the day of a meeting to its rendered text, before it is written and after stamp().
create function stamp_day() returns trigger language plpgsql as $$
declare
        day constant text := register.meeting_day(new.data);
begin
        if day is not null then
                new.json := regexp_replace(new.json, '(,"version":[^{}]*})$', ',"day":"' || day || '"\1');
                new.restricted := regexp_replace(new.restricted, '(,"version":[^{}]*})$', ',"day":"' || day || '"\1');
        end if;
        return new;
end $$;

select make_collection(name)
from unnest(array['organisations', 'areas', 'persons', 'offices', 'bodies', 'rules', 'memberships', 'waivers',
                  'agreements', 'meetings', 'minutes', 'documents', 'codes']) as name;
create trigger b_day before insert or update on meetings for each row execute function stamp_day();
