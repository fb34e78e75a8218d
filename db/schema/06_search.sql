-- Search in everything: one row for each thing that can be found, in words that a Norwegian reader would look for.
--
-- `words` holds them with weights: A the title, B other names (old names, short names, numbers), D the text; and marks
-- that no text contains (`#type:agenda`, `#body:sektorradet`, `#year:2011`, `#month:`, `#day:`, and `#is:`, a title as a
-- whole), so that one index answers filters, too. `search_word` is the vocabulary: of each word it says how it is spelt alike
-- in Bokmål and Nynorsk (`alike`) and without the letters that a foreign keyboard lacks (`plain`), whether a name has it, and
-- how it was written where it was first met, for "did you mean".

set local search_path = register, public;

-- Words ----------------------------------------------------------------------------------------------------------

create text search configuration norsk (copy = pg_catalog.norwegian);

-- Text as it was meant: composed letters, and none of the marks that typesetting leaves inside words.
create function search_text(written text) returns text language sql immutable parallel safe as $$
        select replace(regexp_replace(translate(normalize(written, NFC), U&'\00AD\200B\FEFF', ''),
                        '(?<=[[:alpha:]])(¬\s*|-[ \t]*\r?\n\s*)(?=[[:lower:]])', '', 'g'), U&'\00A0', ' ')
$$;

create function search_vector_of(written text) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector('register.norsk', written)
$$;

-- The same word for both of two words that Bokmål and Nynorsk spell differently; the endings are the stemmer's already.
create function search_alike(stem text) returns text language plpgsql immutable strict parallel safe as $$
declare
        parts   constant text[] := array[
                'tenest', 'tjenest', 'sjuk', 'syk', 'føretak', 'foretak', 'kyrkj', 'kirk', 'heim', 'hjem', 'verknad', 'virkning',
                'medlemm', 'medlem', 'brukar', 'bruker', 'partnar', 'partner', 'innbyggjar', 'innbygger', 'eigar', 'eier', 'gjev', 'giv',
                'oppnemn', 'oppnevn', 'løysing', 'løsning', 'høyr', 'hør', 'forskning', 'forsking', 'oppgåv', 'oppgav', 'bære', 'bere',
                'namn', 'navn', 'tilskot', 'tilskudd', 'noreg', 'norg', 'tilset', 'ansat', 'skul', 'skol', 'augeblikk', 'øyeblikk',
                'saman', 'sammen', 'utgreiing', 'utredning', 'handsam', 'behandl', 'leiar', 'leder'];
        endings constant text[] := array[
                'utval(?!g)', 'utvalg', '(^|[sr])val$', '\1valg', 'vald$', 'valgt', 'verksemd$', 'virksom', 'verksemd', 'virksomhet',
                '^(lei|led)$', 'leder', '^(rettlei|veiled)(er|ing|ning)?', 'veiled', '^frem', 'fram', '^veg', 'vei'];
begin
        -- most words have nothing of the kind
        if stem !~ ('tenest|sjuk|føretak|kyrkj|heim|verknad|medlemm|ar|gjev|oppnemn|løysing|høyr|forskning|oppgåv|bære|namn|tilskot|noreg|'
                    'tilset|skul|augeblikk|saman|utgreiing|val|verksemd|^le[id]|rettlei|veiled|^frem|^veg') then
                return stem;
        end if;
        for n in 1 .. array_length(parts, 1) by 2 loop
                stem := replace(stem, parts[n], parts[n + 1]);
        end loop;
        for n in 1 .. array_length(endings, 1) by 2 loop
                stem := regexp_replace(stem, endings[n], endings[n + 1]);
        end loop;
        return stem;
end $$;

-- A word without accents and letters that a foreign keyboard lacks, however they were got around: Tromsø, Tromso, Tromsoe.
create function search_plain(alike text) returns text language sql immutable strict parallel safe as $$
        select regexp_replace(regexp_replace(
                translate(normalize(translate(alike, 'æøåđŋŧß', 'aoadnts'), NFD), U&'\0300\0301\0302\0303\0307\0308\030A\030C\0327', ''),
                'a[ae]', 'a', 'g'), 'oe', 'o', 'g')
$$;

create function search_stem(word text) returns text language sql immutable strict parallel safe as $$
        select (ts_lexize('pg_catalog.norwegian_stem', lower(word)))[1]
$$;

create function quote_word(word text) returns text language sql immutable strict parallel safe as $$
        select '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
$$;

-- What can be found ------------------------------------------------------------------------------------------------

-- Items of meetings are many more than things that have names, so each of the two has its index. Without a pending list:
-- it makes every search slower.
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
        item     boolean not null generated always as (type in ('agenda', 'minutes', 'actions', 'meetings')) stored,
        primary key (type, resource, part)
);
create index search_entry_named on search_entry using gin (words) with (fastupdate = off) where not item;
create index search_entry_items on search_entry using gin (words) with (fastupdate = off) where item;
create index on search_entry (day) where item;
create index on search_entry (resource, type);

create table search_word (
        word    text primary key collate "C",
        alike   text not null collate "C" generated always as (register.search_alike(word)) stored,
        plain   text not null collate "C" generated always as (register.search_plain(register.search_alike(word))) stored,
        named   boolean not null,             -- whether something with a name has it
        written text not null collate "C"     -- how it was written where it was first met
);
create index on search_word (plain, named);
create index on search_word (reverse(word) collate "C");
create index on search_word using gin (alike gin_trgm_ops);

grant select on search_entry, search_word to samrad_service, samrad_reader;

-- What can be found of everything but documents. One branch runs, so that one plan is kept for each collection.
create function search_entries_of_others(of_collection text, of_id text, document jsonb)
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

-- What can be found of a document. One branch runs, so that one plan is kept for each collection.
create function search_entries_of(of_collection text, of_id text, document jsonb)
returns table (type text, resource text, part text, body text, kind text, day date, label jsonb, title text,
               other text, plain text)
language plpgsql stable as $$
#variable_conflict use_column
begin
        if of_collection <> 'documents' then
                return query select * from register.search_entries_of_others(of_collection, of_id, document);
                return;
        end if;
        return query
        select 'documents', of_id, '', register.body_of('documents', of_id, document), document->>'kind',
               register.first_day(document->>'date'), document->'title', register.all_text(document->'title'),
               document->>'fileName',
               concat_ws(' ', register.all_text(document->'note'), (
                        select c.text from register.content as c where c.sha256 = document->'content'->>'sha256'));
end $$;

-- No more of a text is searched than of the largest minutes that people write; a vector has a limit of its own.
create function search_written(written text) returns text language sql immutable parallel safe as $$
        select left(register.search_text(written), 200000)
$$;

-- A title, or what is asked for, as a whole: its words as they are written, in any case and order.
create function search_whole(written text) returns text language sql immutable strict parallel safe as $$
        select '#is:' || left(md5(strip(to_tsvector('pg_catalog.simple', register.search_text(written)))::text), 12)
$$;

-- What has no day is of no year. `titles`: the title in each language.
create function search_marks(type text, body text, kind text, day date, titles text[]) returns text[]
language sql immutable parallel safe as $$
        select array_remove(array['#type:' || type, '#body:' || body, '#kind:' || kind,
                '#year:' || coalesce(extract(year from day)::text, 'none'), '#month:' || to_char(day, 'YYYY-MM'), '#day:' || day], null)
            || array(select distinct register.search_whole(title) from unnest(titles) as title)
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

-- What is shown around a match is looked for in so much of a text, some twenty pages: a page of hits is marked in a moment.
create function write_search(of_collection text, of_id text, document jsonb) returns void language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        insert into search_entry (type, resource, part, body, kind, day, label, written, words)
        select type, resource, part, body, kind, day, label,
               left(concat_ws(' ', nullif(written.other, ''), nullif(written.plain, '')), 60000),
               setweight(search_vector_of(written.title), 'A') || setweight(search_vector_of(written.other), 'B')
                        || search_vector_of(written.plain)
                        || array_to_tsvector(search_marks(entry.type, entry.body, entry.kind, entry.day, written.titles))
        from search_entries_of(of_collection, of_id, document) as entry,
             lateral (select search_written(entry.title) as title, search_written(coalesce(entry.other, '')) as other,
                             search_written(coalesce(entry.plain, '')) as plain,
                             array(select said from jsonb_each_text(entry.label) as one (language, said) where entry.title <> '')
                                     as titles) as written;
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

-- New words of the vocabulary, in order, so that two writers who bring the same ones do not wait for each other crosswise.
create function keep_words() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        insert into search_word (word, named, written)
        with fresh as materialized (
                select said.word collate "C" as word, bool_or(not entry.item) as named
                from new_entry as entry, unnest(tsvector_to_array(entry.words)) as said (word)
                where length(said.word) between 2 and 60 and said.word !~ '^([0-9.,:/-]+$|#)'
                  and not exists (select from search_word as known
                                  where known.word = said.word collate "C" and (known.named or entry.item))
                group by 1
        ), token as materialized (
                select search_stem(t.token) as word, (array_agg(lower(t.token) order by length(t.token), lower(t.token) collate "C"))[1] as written
                from new_entry as entry, ts_parse('default', concat_ws(' ', search_text(all_text(entry.label)), entry.written)) as t
                where exists (select from fresh)
                group by 1
        )
        select fresh.word, fresh.named, coalesce(token.written, fresh.word) from fresh left join token using (word)
        order by 1
        on conflict (word) do update set named = true where not search_word.named and excluded.named;
        return null;
end $$;
create trigger keep_words after insert on search_entry
        referencing new table as new_entry for each statement execute function keep_words();

-- Takes the words of a person out of the vocabulary of search, but for those that are still in what can be found. How
-- these were written may have been the person's way.
create function forget_words(said text) returns void language sql
security definer set search_path = register, pg_temp as $$
        update search_word set written = word
        where word = any (tsvector_to_array(search_vector_of(search_written(said))));
        delete from search_word
        where word = any (tsvector_to_array(search_vector_of(search_written(said))))
          and not exists (select from search_entry where item and words @@ quote_word(search_word.word)::tsquery)
          and not exists (select from search_entry where not item and words @@ quote_word(search_word.word)::tsquery);
$$;

-- The minutes' body and day are those of their meeting, which may be written after them or move; so is the body of documents
-- that do not say it themselves.
create function move_search() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        perform forget_search('minutes', m.id), write_search('minutes', m.id, m.data)
        from minutes as m
        where m.id = new.id;
        if new.body <> old.body then
                perform forget_search('documents', d.id), write_search('documents', d.id, d.data)
                from documents as d
                where d.meeting = new.id and d.body is null;
        end if;
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
        end loop;
end $$;
-- Deferred, since what their entries say of the meeting may be written after them in the same transaction.
create constraint trigger d_search after insert or update or delete on minutes
        deferrable initially deferred for each row execute function keep_search();
create constraint trigger d_search after insert or update or delete on documents
        deferrable initially deferred for each row execute function keep_search();
create constraint trigger d_search_moved after update on meetings
        deferrable initially deferred for each row execute function move_search();
