-- The schemas and roles, and functions on what all tables contain: dates as they are written, and texts.
--
-- A resource is stored as one JSON document (`data`). The typed columns are generated from it, so that they cannot
-- disagree with it; constraints and indexes are on them. `json` is the resource exactly as it is answered, rendered
-- once when it is written; `restricted` is the same with its restricted members, and null if it has none.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch schema public;

create schema register;
create schema recorded; -- rows that were replaced, see 03_past.sql
create schema known;    -- the register as it was known at an instant
set local search_path = register, public;

-- Roles belong to the whole cluster. Another database of the cluster may have made them already, or be making them at
-- this moment; or the administrator has made them, because our login may not.
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

-- The first day of what a date, written as a year, a month or a day, means; null for any other text.
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

-- The last day of it.
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

-- The days on which a resource is valid: a half-open range, unbounded at an end that is not stated.
create function validity(data jsonb) returns daterange language sql immutable parallel safe as $$
        select daterange(register.first_day(data->>'validFrom'), register.last_day(data->>'validTo'), '[]')
$$;

-- Whether a period ends on a known day that is later than `start`. If another period begins on that day, the two touch
-- and do not overlap: on that day the later one counts.
create function ends_on_later_day(data jsonb, start date) returns boolean language sql immutable parallel safe as $$
        select length(data->>'validTo') = 10 and register.last_day(data->>'validTo') > coalesce(start, '-infinity')
$$;

-- The days of a period on which no other of the same may be valid, where only one may be valid at a time.
create function exclusive_validity(data jsonb) returns daterange language sql immutable parallel safe as $$
        select daterange(register.first_day(data->>'validFrom'), register.last_day(data->>'validTo'),
                         case when register.ends_on_later_day(data, register.first_day(data->>'validFrom')) then '[)' else '[]' end)
$$;

-- The days on which a period is certainly valid: an empty range if its start is not stated, and without the days that
-- are uncertain because a date is only a month or a year. Two periods certainly overlap if these ranges do.
create function certain_validity(data jsonb) returns daterange language sql immutable parallel safe as $$
        select case
                when register.last_day(data->>'validFrom') is null
                  or register.last_day(data->>'validFrom') > register.first_day(data->>'validTo')
                then daterange('empty')
                else daterange(register.last_day(data->>'validFrom'), register.first_day(data->>'validTo'),
                               case when register.ends_on_later_day(data, register.last_day(data->>'validFrom')) then '[)' else '[]' end)
        end
$$;

-- An instant as the register writes it.
create function instant(at timestamptz) returns text language sql immutable parallel safe as $$
        select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- The instant that a text with an offset from UTC means; null for any other text. It is immutable, because with the
-- offset written the time zone of the session does not matter.
create function instant_of(written text) returns timestamptz language sql immutable strict parallel safe as $$
        select case when written ~* '^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)(\.\d+)?)?(Z|[+-](0\d|1[0-5]):[0-5]\d)$'
                     and register.first_day(left(written, 10)) is not null
               then written::timestamptz end
$$;

-- Text ---------------------------------------------------------------------------------------------------------

-- A Text (an object of strings by language) in the language that lists are sorted by.
create function main_text(value jsonb) returns text language sql immutable parallel safe as $$
        select coalesce(value->>'nb', value->>'nn')
$$;

-- All strings inside a value, for searching, without the names of members.
create function all_text(value jsonb) returns text language sql immutable parallel safe as $$
        select coalesce(string_agg(string #>> '{}', ' '), '')
        from jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') as string
$$;

-- All names that a resource has or has had.
create function all_names(data jsonb) returns text language sql immutable parallel safe as $$
        select register.all_text(jsonb_build_array(data->'name', jsonb_path_query_array(data, '$.names[*].name')))
$$;

-- The name that a resource had on a day: from its `names` if one was valid then, else its present name.
create function name_on(data jsonb, day date) returns jsonb language sql immutable parallel safe as $$
        select coalesce((
                select name->'name' from jsonb_array_elements(data->'names') with ordinality as names (name, n)
                where register.validity(name) @> day order by n desc limit 1), data->'name')
$$;

-- Pairs of names of a document whose periods overlap: the JSON pointers to the later and the earlier of the two.
create function names_that_overlap(document jsonb) returns table (pointer text, earlier text) language sql immutable parallel safe as $$
        with name as (
                select value, n
                from jsonb_array_elements(case jsonb_typeof(document->'names') when 'array' then document->'names' end) with ordinality as names (value, n)
        )
        select '/names/' || (later.n - 1), '/names/' || (earlier.n - 1)
        from name as earlier join name as later on earlier.n < later.n
        where register.certain_validity(earlier.value) && register.certain_validity(later.value)
$$;

-- The words of a value for full-text search, without its sources.
create function search_vector(value jsonb) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector('pg_catalog.norwegian',
                           register.all_text(case jsonb_typeof(value) when 'object' then value - 'source' else value end))
$$;

-- A text without the traces of typesetting: letters are composed, soft hyphens and zero-width characters removed, and
-- words that were divided at line ends joined. Only text with a mark of division or with several lines is searched for
-- divided words, since that takes time.
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

-- A word without accents and without letters that foreign keyboards lack. The usual ways to write such letters give the
-- same result: Tromsø, Tromso, Tromsoe.
create function search_plain(alike text) returns text language sql immutable strict parallel safe as $$
        select regexp_replace(regexp_replace(
                translate(normalize(translate(alike, 'æøåđŋŧßł', 'aoadntsl'), NFD), U&'\0300\0301\0302\0303\0307\0308\030A\030C\0327', ''),
                'a[ae]', 'a', 'g'), 'oe', 'o', 'g')
$$;

-- A text as it is searched for parts of words: in lower case, without accents and traces of typesetting.
create function folded(written text) returns text language sql immutable parallel safe as $$
        select register.search_plain(lower(register.search_text(written)))
$$;

-- Whether a search text matches `vector` by the stems of its words, or is contained in `words`, which are folded().
create function matches(vector tsvector, words text, sought text) returns boolean
language sql immutable parallel safe as $$
        select vector @@ websearch_to_tsquery('pg_catalog.norwegian', sought)
            or words like '%' || replace(replace(replace(register.folded(sought), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

-- Identifiers, each written "scheme:value", as JSON objects, of which a document's identifiers contain one if the
-- document has that identifier.
create function identifier_documents(written text[]) returns jsonb[] language sql immutable parallel safe as $$
        select array_agg(jsonb_build_object(split_part(one, ':', 1), substr(one, strpos(one, ':') + 1)))
        from unnest(written) as one
$$;
