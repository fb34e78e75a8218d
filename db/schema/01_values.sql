-- The schemas and roles, and what all tables share: dates as they are written, and texts.
--
-- One JSON document is the truth of a resource (`data`); the typed columns are generated from it, so that they cannot
-- disagree with it, and carry the constraints and the indexes. `json` is the document exactly as it is answered, rendered
-- once when it is written; `restricted` is the same with restricted members, where there are any.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch schema public;

create schema register;
create schema recorded; -- rows that were replaced, see 03_past.sql
create schema known;    -- the register as it was known at an instant
set local search_path = register, public;

-- Roles belong to the whole cluster: another database of it may have them already, or be making them, or its administrator has
-- made them for a login that may not.
do $$
declare
        wanted text;
begin
        foreach wanted in array '{samrad_service,samrad_reader}'::text[] loop
                begin
                        if not exists (select from pg_roles where rolname = wanted) then
                                execute format('create role %I nologin', wanted);
                        end if;
                exception when duplicate_object then null;
                end;
                if not pg_has_role(current_user, wanted, 'member') then
                        execute format('grant %I to %I', wanted, current_user);
                end if;
        end loop;
end $$;
grant usage on schema register, known to samrad_service, samrad_reader;

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

-- Whether a period ends on a later day than `start`, and that day is known. Such a period touches one that begins on its last day,
-- where the later one counts: it does not overlap it.
create function ends_on_later_day(data jsonb, start date) returns boolean language sql immutable parallel safe as $$
        select length(data->>'validTo') = 10 and register.last_day(data->>'validTo') > coalesce(start, '-infinity')
$$;

-- The days of a period on which nothing else may stand beside it where only one thing may be valid at a time.
create function exclusive_validity(data jsonb) returns daterange language sql immutable parallel safe as $$
        select daterange(register.first_day(data->>'validFrom'), register.last_day(data->>'validTo'),
                         case when register.ends_on_later_day(data, register.first_day(data->>'validFrom')) then '[)' else '[]' end)
$$;

-- The same of the days on which it is certainly valid: nothing where the start is not stated, and none of the days that a date known
-- only to a month or a year leaves open. Two periods overlap for certain only where these do.
create function certain_validity(data jsonb) returns daterange language sql immutable parallel safe as $$
        select case
                when register.last_day(data->>'validFrom') is null
                  or register.last_day(data->>'validFrom') > register.first_day(data->>'validTo')
                then daterange('empty')
                else daterange(register.last_day(data->>'validFrom'), register.first_day(data->>'validTo'),
                               case when register.ends_on_later_day(data, register.last_day(data->>'validFrom')) then '[)' else '[]' end)
        end
$$;

create function instant(at timestamptz) returns text language sql immutable parallel safe as $$
        select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- The instant that a text with an offset says; null for anything else. It depends on no setting, since the offset is written.
create function instant_of(written text) returns timestamptz language sql immutable strict parallel safe as $$
        select case when written ~* '^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)(\.\d+)?)?(Z|[+-](0\d|1[0-5]):[0-5]\d)$'
                     and register.first_day(left(written, 10)) is not null
               then written::timestamptz end
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
        select to_tsvector('pg_catalog.norwegian',
                           register.all_text(case jsonb_typeof(value) when 'object' then value - 'source' else value end))
$$;

-- Text as it was meant: composed letters, and none of the marks that typesetting leaves inside words. Only text that has the mark
-- of a broken word, or more than one line, is looked through for broken words.
create function search_text(written text) returns text language plpgsql immutable strict parallel safe as $$
begin
        if written is not nfc normalized then
                written := normalize(written, NFC);
        end if;
        written := translate(written, U&'\00AD\200B\FEFF', '');
        if strpos(written, '¬') > 0 or strpos(written, E'\n') > 0 then
                written := regexp_replace(written, '(?<=[[:alpha:]])(¬\s*|-[ \t]*\r?\n\s*)(?=[[:lower:]])', '', 'g');
        end if;
        return replace(written, U&'\00A0', ' ');
end $$;

-- A word without accents and letters that a foreign keyboard lacks, however they were got around: Tromsø, Tromso, Tromsoe.
create function search_plain(alike text) returns text language sql immutable strict parallel safe as $$
        select regexp_replace(regexp_replace(
                translate(normalize(translate(alike, 'æøåđŋŧßł', 'aoadntsl'), NFD), U&'\0300\0301\0302\0303\0307\0308\030A\030C\0327', ''),
                'a[ae]', 'a', 'g'), 'oe', 'o', 'g')
$$;

-- The same as search goes through it: small letters without accents and typesetter's marks.
create function folded(written text) returns text language sql immutable parallel safe as $$
        select register.search_plain(lower(register.search_text(written)))
$$;

-- True where a search text matches the words of `vector` by their stems, or stands inside `words`, which are folded.
create function matches(vector tsvector, words text, sought text) returns boolean
language sql immutable parallel safe as $$
        select vector @@ websearch_to_tsquery('pg_catalog.norwegian', sought)
            or words like '%' || replace(replace(replace(register.folded(sought), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

-- What a document's identifiers contain where one of these is among them, each written "scheme:value".
create function identifier_documents(written text[]) returns jsonb[] language sql immutable parallel safe as $$
        select array_agg(jsonb_build_object(split_part(one, ':', 1), substr(one, strpos(one, ':') + 1)))
        from unnest(written) as one
$$;
