-- Search in everything: one row for each thing that can be found, in words that a Norwegian reader would look for.
--
-- `words` holds them with weights: A the title, B other names (old names, short names, numbers), D the text; and marks
-- that no text contains (`#type:agenda`, `#body:sektorradet`, `#year:2011`), so that one index answers filters, too.
-- `search_word` is the vocabulary: a word that is asked for is widened to the words in it that contain it (`avtale`:
-- samarbeidsavtale), and where it is not known at all, to those that are spelt nearly so.

create extension if not exists fuzzystrmatch schema public;

set local search_path = register, public;

create text search configuration norsk (copy = pg_catalog.norwegian);

-- Text as it was meant: composed letters, and none of the marks that typesetting leaves inside words.
create function search_text(written text) returns text language sql immutable parallel safe as $$
        select replace(regexp_replace(translate(normalize(written, NFC), U&'\00AD\200B\FEFF', ''),
                        '(?<=[[:alpha:]])(¬\s*|-[ \t]*\r?\n\s*)(?=[[:lower:]])', '', 'g'), U&'\00A0', ' ')
$$;

create function search_vector_of(written text) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector('register.norsk', written)
$$;

create table search_entry (
        type     text not null collate "C", -- the collection, or `agenda` for an item of a meeting's agenda
        resource text not null collate "C",
        part     text not null collate "C", -- the item's place in the resource; '' for the resource itself
        body     text collate "C",
        kind     text,
        day      date,
        label    jsonb not null,
        written  text not null,             -- what is shown around a match
        words    tsvector not null,
        primary key (type, resource, part)
);
create index on search_entry using gin (words) with (fastupdate = off); -- a pending list makes every search slower
create index on search_entry (resource, type);

create table search_word (
        word text primary key collate "C"
);
create index on search_word using gin (word gin_trgm_ops);

grant select on search_entry, search_word to samrad_service, samrad_reader;

-- What can be found of a document. One branch runs, so that one plan is kept for each collection.
create function search_entries_of(of_collection text, of_id text, document jsonb)
returns table (type text, resource text, part text, body text, kind text, day date, label jsonb, title text,
               other text, plain text)
language plpgsql stable as $$
#variable_conflict use_column
declare
        held register.meetings;
begin
        case of_collection
        when 'organisations' then
                return query
                select 'organisations', of_id, '', null::text, document->>'kind', null::date, document->'name',
                       register.all_text(document->'name'),
                       concat_ws(' ', register.all_text(document->'names'), document->>'shortName',
                                 register.all_text(document->'identifiers')),
                       register.all_text(document->'note');
        when 'areas' then
                return query
                select 'areas', of_id, '', null, document->>'kind', null::date, document->'name',
                       register.all_text(document->'name'), document->>'code', register.all_text(document->'note');
        when 'persons' then
                return query
                select 'persons', of_id, '', null, null, null::date, jsonb_build_object('nb', document->>'name'),
                       document->>'name', '', ''
                where document ? 'name';
        when 'offices' then
                return query
                select 'offices', of_id, '', null, null, null::date, document->'title', register.all_text(document->'title'), '',
                       register.all_text(document->'note');
        when 'bodies' then
                return query
                select 'bodies', of_id, '', of_id, document->>'kind', null::date, document->'name',
                       register.all_text(document->'name'), document->>'shortName',
                       concat_ws(' ', register.all_text(document->'purpose'), register.all_text(document->'mandate'),
                                 register.all_text(document->'note'));
        when 'rules' then
                return query
                select 'rules', of_id, '', document->>'body', document->>'kind', null::date, document->'text', '', '',
                       concat_ws(' ', register.all_text(document->'text'), register.all_text(document->'interpretation'));
        when 'waivers' then
                return query
                select 'waivers', of_id, '', document->>'body', null, register.first_day(document->>'grantedOn'),
                       document->'ground', '', '', register.all_text(document->'ground');
        when 'agreements' then
                return query
                select 'agreements', of_id, '', null, document->>'kind', register.first_day(document->>'signedOn'),
                       document->'title', register.all_text(document->'title'),
                       register.all_text(document->'alternativeTitles'),
                       concat_ws(' ', register.all_text(document->'purpose'), register.all_text(document->'topics'),
                                 register.all_text(document->'commitments'), register.all_text(document->'priorityGroups'),
                                 register.all_text(document->'note'));
        when 'meetings' then
                return query
                select 'meetings', of_id, '', document->>'body', document->>'status', meeting.day,
                       coalesce(document->'title', jsonb_build_object('nb', concat_ws(' ', 'Møte', meeting.day),
                                                                      'en', concat_ws(' ', 'Meeting', meeting.day))),
                       register.all_text(document->'title'), '',
                       concat_ws(' ', document->>'place', register.all_text(document->'note'))
                from (select register.first_day(coalesce(document->>'date', left(document->>'startsAt', 10))) as day) as meeting
                union all
                select 'agenda', of_id, (item.n - 1)::text, document->>'body', item.value->>'kind',
                       register.first_day(coalesce(document->>'date', left(document->>'startsAt', 10))), item.value->'title',
                       register.all_text(item.value->'title'), item.value->>'number', ''
                from jsonb_array_elements(document->'agenda') with ordinality as item (value, n);
        when 'minutes' then
                select * into held from register.meetings as m where m.id = document->>'meeting';
                return query
                select 'minutes', of_id, (item.n - 1)::text, held.body, item.value->>'kind', held.date, item.value->'title',
                       register.all_text(item.value->'title'), item.value->>'number',
                       register.all_text(item.value - 'title' - 'actions' - 'number' - 'kind')
                from jsonb_array_elements(document->'items') with ordinality as item (value, n)
                union all
                select 'actions', of_id || '-a' || (action->>'number'), '', held.body, action->>'kind', held.date,
                       action->'text', '', '',
                       concat_ws(' ', register.all_text(action->'text'), action->>'responsibleAsWritten')
                from jsonb_array_elements(document->'items') as item, jsonb_array_elements(item->'actions') as action;
        else
                return;
        end case;
end $$;

-- No more of a text is searched than of the largest minutes that people write; a vector has a limit of its own.
create function search_written(written text) returns text language sql immutable parallel safe as $$
        select left(register.search_text(written), 200000)
$$;

-- What has no day is of no year. Things that have names are told from items of meetings, which are many more.
create function search_marks(type text, body text, kind text, day date) returns text[] language sql immutable parallel safe as $$
        select array_remove(array['#type:' || type, '#body:' || body, '#kind:' || kind,
                case when type in ('agenda', 'minutes', 'actions', 'meetings') then '#named:item' else '#named:name' end,
                '#year:' || coalesce(extract(year from day)::text, 'none')], null)
$$;

create function forget_search(of_collection text, of_id text) returns void language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        case of_collection
        when 'minutes' then
                delete from search_entry where resource = of_id and type = 'minutes';
                -- an action is named by its minutes and its number
                delete from search_entry
                where type = 'actions' and resource > of_id || '-a' and resource < of_id || '-b'
                  and substr(resource, length(of_id) + 3) ~ '^[0-9]+$';
        when 'meetings' then
                delete from search_entry where resource = of_id and type in ('meetings', 'agenda');
        else
                delete from search_entry where resource = of_id and type = of_collection;
        end case;
end $$;

create function write_search(of_collection text, of_id text, document jsonb) returns void language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        insert into search_entry (type, resource, part, body, kind, day, label, written, words)
        select type, resource, part, body, kind, day, label,
               concat_ws(' ', nullif(written.other, ''), nullif(written.plain, '')),
               setweight(search_vector_of(written.title), 'A') || setweight(search_vector_of(written.other), 'B')
                        || search_vector_of(written.plain)
                        || array_to_tsvector(search_marks(entry.type, entry.body, entry.kind, entry.day))
        from search_entries_of(of_collection, of_id, document) as entry,
             lateral (select search_written(entry.title) as title, search_written(coalesce(entry.other, '')) as other,
                             search_written(coalesce(entry.plain, '')) as plain) as written;
end $$;

create function keep_search() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        if tg_op <> 'INSERT' then
                perform forget_search(tg_table_name, old.id);
        end if;
        if tg_op <> 'DELETE' then
                perform write_search(tg_table_name, new.id, new.data);
        end if;
        return null;
end $$;

-- New words of the vocabulary; in order, so that two writers who bring the same ones do not wait for each other crosswise.
create function keep_words() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        insert into search_word (word)
        select distinct word collate "C"
        from new_entry, unnest(tsvector_to_array(words)) as word
        where length(word) between 2 and 60 and word !~ '^([0-9.,:/-]+$|#)'
        order by 1
        on conflict do nothing;
        return null;
end $$;
create trigger keep_words after insert on search_entry
        referencing new table as new_entry for each statement execute function keep_words();

-- The minutes' body and day are those of their meeting, which may be written after them or move.
create function move_search() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        perform forget_search('minutes', m.id), write_search('minutes', m.id, m.data)
        from minutes as m
        where m.id = new.id;
        return null;
end $$;

do $$
declare
        name text;
begin
        foreach name in array array['organisations', 'areas', 'persons', 'offices', 'bodies', 'rules', 'waivers',
                                    'agreements', 'meetings'] loop
                execute format('create trigger d_search after insert or update or delete on %I
                                for each row execute function keep_search()', name);
                execute format('select write_search(%L, id, data) from %I', name, name);
        end loop;
end $$;
create constraint trigger d_search after insert or update or delete on minutes
        deferrable initially deferred for each row execute function keep_search();
create constraint trigger d_search_moved after update on meetings
        deferrable initially deferred for each row execute function move_search();
select write_search('minutes', id, data) from minutes;

-- Asking ---------------------------------------------------------------------------------------------------------

create function quote_word(word text) returns text language sql immutable strict parallel safe as $$
        select '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
$$;

-- A word widened: to the words that contain it, or, where nothing does and it is not known, to those spelt nearly so.
create function search_widened(stem text) returns tsquery language plpgsql stable as $$
declare
        wide text;
begin
        if length(stem) >= 4 then
                select string_agg(register.quote_word(word), ' | ') into wide
                from (
                        select word from register.search_word
                        where word like '%' || replace(replace(stem, '\', '\\'), '_', '\_') || '%' and word <> stem
                        order by word not like '%' || replace(replace(stem, '\', '\\'), '_', '\_'), length(word), word
                        limit 40
                ) as compound;
                if wide is null and not exists (select from register.search_word where word = stem) then
                        select string_agg(register.quote_word(word), ' | ') into wide
                        from (
                                select word from register.search_word
                                where word operator(public.%) stem
                                  and public.levenshtein_less_equal(word, stem, 2)
                                      <= case when length(stem) < 8 then 1 else 2 end
                                order by public.levenshtein(word, stem), word
                                limit 10
                        ) as near;
                end if;
        end if;
        return concat_ws(' | ', register.quote_word(stem), wide)::tsquery;
end $$;

-- What was asked, as a query: words that must all be there, "phrases", -words that must not; numbers of organisations
-- as they are written, too. `exact` as written, `wide` with each word widened; `as_prefix`: the last word may go on.
create function search_query(sought text, as_prefix boolean, out exact tsquery, out wide tsquery)
language plpgsql stable as $$
declare
        cleaned text := regexp_replace(register.search_text(sought), '\m([0-9]{3}) ([0-9]{3}) ([0-9]{3})\M', '\1\2\3', 'g');
        -- so many words say all that a person looks for
        pieces  text[] := array(select piece[1] from regexp_matches(cleaned, '-?"[^"]+"|[^\s"]+', 'g') as piece limit 12);
        piece   text;
        said    tsquery;
        widened tsquery;
        stem    text;
        last    boolean;
begin
        for place in 1 .. coalesce(array_length(pieces, 1), 0) loop
                piece := ltrim(pieces[place], '-');
                last := as_prefix and place = array_length(pieces, 1);
                if piece like '"%' then
                        said := phraseto_tsquery('register.norsk', piece);
                        widened := said;
                else
                        said := plainto_tsquery('register.norsk', piece);
                        widened := null;
                        foreach stem in array tsvector_to_array(register.search_vector_of(piece)) loop
                                widened := coalesce(widened && register.search_widened(stem), register.search_widened(stem));
                        end loop;
                        if last and piece ~ '^[[:alnum:]]' then
                                stem := register.quote_word(lower(piece)) || ':*';
                                widened := coalesce(widened || stem::tsquery, stem::tsquery);
                                for stem in select unnest(tsvector_to_array(register.search_vector_of(piece))) loop
                                        widened := widened || (register.quote_word(stem) || ':*')::tsquery;
                                end loop;
                        end if;
                end if;
                if pieces[place] like '-%' then
                        said := !! said;
                        widened := said;
                end if;
                exact := coalesce(exact && said, exact, said);
                wide := coalesce(wide && widened, wide, widened);
        end loop;
end $$;

-- Marks of which one must be there; null asks for nothing.
create function search_any(mark text, wanted text[]) returns tsquery language sql immutable parallel safe as $$
        select string_agg(register.quote_word('#' || mark || ':' || one), ' | ')::tsquery from unnest(wanted) as one
$$;

create function search_years(first integer, last integer) returns tsquery language sql immutable parallel safe as $$
        select register.search_any('year', array(select year::text from generate_series(first, last) as year))
$$;

-- The newest entries that match, at most `most`: all of them if they are so few; else those without a day, those of this
-- year and later, and those of the years before it, each step back twice as long as the one before. Only so many rows
-- are touched, however many match.
create function search_newest(asked tsquery, most integer) returns setof search_entry
language plpgsql stable rows 300 as $$
declare
        taken integer := 0;
        got   integer;
        year  integer := extract(year from now());
        back  integer := 1;
        era   tsquery := register.search_any('year', '{none}') || register.search_years(year, year + 50);
begin
        if (select count(*) from (select from register.search_entry where words @@ asked limit most + 1) as first) <= most then
                return query select * from register.search_entry where words @@ asked;
                return;
        end if;
        while taken < most and year > 1800 loop
                return query select * from register.search_entry where words @@ (asked && era) limit most - taken;
                get diagnostics got = row_count;
                taken := taken + got;
                era := register.search_years(year - back, year - 1);
                year := year - back;
                back := back * 2;
        end loop;
end $$;

-- What is found, ranked. Of what matches, three hundred things with names and the three hundred newest items of
-- meetings are weighed; nobody reads further.
create function search(sought text, as_prefix boolean default false, types text[] default null,
                       bodies text[] default null, kinds text[] default null, day_from date default null,
                       day_to date default null)
returns table (type text, resource text, part text, body text, kind text, day date, label jsonb, written text,
               score real, query tsquery)
language plpgsql stable rows 300 as $$
declare
        asked record;
        marks tsquery;
begin
        asked := register.search_query(sought, as_prefix);
        if asked.wide is null or numnode(asked.wide) = 0 then return; end if;
        marks := asked.wide;
        marks := coalesce(marks && register.search_any('type', types), marks);
        marks := coalesce(marks && register.search_any('body', bodies), marks);
        marks := coalesce(marks && register.search_any('kind', kinds), marks);
        if day_from is not null or day_to is not null then
                marks := marks && register.search_years(extract(year from coalesce(day_from, '1800-01-01'))::integer,
                                                        extract(year from coalesce(day_to, now() + interval '50 years'))::integer);
        end if;
        return query
        select f.type, f.resource, f.part, f.body, f.kind, f.day, f.label, f.written,
               round((ts_rank(f.words, asked.wide, 1) + 2 * ts_rank(f.words, asked.exact, 1)
                + case when f.type in ('bodies', 'agreements', 'organisations') then 0.05 else 0 end)::numeric, 5)::real,
               asked.wide
        from (
                select * from register.search_newest(marks && register.search_any('named', '{name}'), 300)
                union all
                select * from register.search_newest(marks && register.search_any('named', '{item}'), 300)
        ) as f
        where (day_from is null or f.day >= day_from) and (day_to is null or f.day <= day_to);
end $$;

-- A text in pieces, those that match and those between them.
create function search_marked(written text, query tsquery, short boolean) returns jsonb
language sql stable cost 1000 as $$
        select coalesce(jsonb_agg(jsonb_build_object('text', left(piece, 1000), 'match', n % 2 = 0) order by n), '[]')
        from regexp_split_to_table(
                ts_headline('register.norsk', translate(written, E'\x01', ''), query,
                        case when short then E'StartSel=\x01, StopSel=\x01, MinWords=12, MaxWords=30, ShortWord=0'
                             else E'StartSel=\x01, StopSel=\x01, HighlightAll=true' end), E'\x01') with ordinality as part (piece, n)
        where piece <> ''
$$;

-- An entry as it is answered.
create function search_json(entry_id text, type text, resource text, part text, body text, kind text, day date,
                            label jsonb, written text, score real, query tsquery)
returns text language sql stable cost 10000 as $$
        select '{"id":' || to_json(entry_id) || ',"type":"' || type || '","resource":"' || resource || '"'
            || case when part <> '' then ',"part":' || part else '' end
            || ',"href":"/v1/' || case type when 'agenda' then 'meetings/' || resource
                                            when 'minutes' then 'meetings/' || resource || '/minutes'
                                            else type || '/' || resource end || '"'
            || ',"title":' || label::text
            || coalesce(',"body":"' || body || '"', '') || coalesce(',"kind":"' || kind || '"', '')
            || coalesce(',"date":"' || day || '"', '')
            || ',"score":' || score
            || ',"highlights":{"title":' || register.search_marked(register.main_text(label), query, false)
            || ',"text":' || register.search_marked(written, query, true) || '}}'
$$;
