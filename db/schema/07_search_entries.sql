-- The entries of the search in everything: a row for each thing that can be found.
--
-- `words` is what an entry is found by. It has the stems of words with weights: A for the title, B for other names (old
-- names, short names, numbers), D for the text. It also has marks, which no text contains (`#type:agenda`,
-- `#body:sektorradet`, `#year:2011`, `#month:`, `#day:`, and `#is:`, a hash of the whole title), so that the same index
-- serves filters. `search_word` is the vocabulary: all stems that entries have. For each it has a spelling that is the
-- same for Bokmål and Nynorsk (`alike`), one without the letters that foreign keyboards lack (`plain`), whether a name
-- contains it, and how it was first written, for the suggestion "did you mean".

set local search_path = register, public;

-- Words ----------------------------------------------------------------------------------------------------------

create text search configuration norsk (copy = pg_catalog.norwegian);

create function search_vector_of(written text) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector('register.norsk', written)
$$;

-- A stem in a spelling that is the same for a word of Bokmål and the corresponding word of Nynorsk. Endings need no
-- attention, because the stemmer has removed them.
create function search_common_spelling(stem text) returns text language plpgsql immutable strict parallel safe as $$
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
        -- the quick way for most words, which are spelt the same
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

create function search_stem(word text) returns text language sql immutable strict parallel safe as $$
        select (ts_lexize('pg_catalog.norwegian_stem', lower(word)))[1]
$$;

create function quote_word(word text) returns text language sql immutable strict parallel safe as $$
        select '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
$$;

-- What can be found ------------------------------------------------------------------------------------------------

-- There are many more items of meetings than things with names, so each of the two has its own index. The indexes use a
-- pending list, because adding many entries to an index at once takes an eighth of the time; derive_search_entries() empties
-- the list before a transaction ends, because each search must read all of it.
create table search_entry (
        type     text not null collate "C", -- the collection, or `agenda` for an item of a meeting's agenda
        resource text not null collate "C",
        part     text not null collate "C", -- the index of the item in the resource; '' for the resource itself
        body     text collate "C",
        kind     text,
        day      date,
        label    jsonb not null,
        written  text not null,             -- the text from which the excerpt around a match is taken
        words    tsvector not null,
        item     boolean not null generated always as (type in ('agenda', 'minutes', 'actions', 'meetings')) stored,
        primary key (type, resource, part)
);
create index search_entry_named on search_entry using gin (words) where not item;
create index search_entry_items on search_entry using gin (words) where item;
create index on search_entry (day) where item;
create index on search_entry (resource, type);

create table search_word (
        word    text primary key collate "C",
        alike   text not null collate "C" generated always as (register.search_common_spelling(word)) stored,
        plain   text not null collate "C" generated always as (register.search_plain(register.search_common_spelling(word))) stored,
        named   boolean not null,             -- whether a thing with a name has it
        written text not null collate "C"     -- the word as it was first written
);
create index on search_word (plain, named);
create index on search_word (reverse(word) collate "C");
create index on search_word using gin (alike gin_trgm_ops);

grant select on search_entry, search_word to samrad_service, samrad_reader;

-- The entries of some resources of a collection, each with its title, its other names and its text as written. Each
-- collection has a statement of its own, so that a session keeps a plan for each.
create function search_entries_of(of_collection text, ids text[])
returns table (type text, resource text, part text, body text, kind text, day date, label jsonb, title text,
               other text, plain text)
language plpgsql stable set search_path = register, pg_temp as $$
#variable_conflict use_column
begin
        case of_collection
        when 'organisations' then
                return query
                select 'organisations', o.id, '', null::text, o.kind, null::date, o.data->'name', all_text(o.data->'name'),
                       concat_ws(' ', all_text(o.data->'names'), o.data->>'shortName', all_text(o.data->'identifiers')),
                       all_text(o.data->'note')
                from organisations as o where o.id = any (ids);
        when 'areas' then
                return query
                select 'areas', a.id, '', null::text, a.kind, null::date, a.data->'name', all_text(a.data->'name'), a.code,
                       all_text(a.data->'note')
                from areas as a where a.id = any (ids);
        when 'codes' then
                return query
                select 'codes', c.id, '', null::text, c.of, null::date, c.data->'name', all_text(c.data->'name'), c.code,
                       all_text(c.data->'note')
                from codes as c where c.id = any (ids);
        when 'persons' then
                return query
                select 'persons', p.id, '', null::text, null::text, null::date, jsonb_build_object('nb', p.name), p.name,
                       all_text(jsonb_path_query_array(p.data, '$.names[*].name')), ''
                from persons as p where p.id = any (ids);
        when 'offices' then
                return query
                select 'offices', o.id, '', null::text, null::text, null::date, o.data->'title', all_text(o.data->'title'), '',
                       all_text(o.data->'note')
                from offices as o where o.id = any (ids);
        when 'bodies' then
                return query
                select 'bodies', b.id, '', b.id, b.kind, null::date, b.data->'name', all_text(b.data->'name'),
                       concat_ws(' ', all_text(jsonb_path_query_array(b.data, '$.names[*].name')), b.data->>'shortName'),
                       concat_ws(' ', all_text(b.data->'purpose'), all_text(b.data->'mandate'), all_text(b.data->'note'))
                from bodies as b where b.id = any (ids);
        when 'rules' then
                return query
                select 'rules', r.id, '', r.body, r.kind, null::date, r.data->'text', '', '',
                       concat_ws(' ', all_text(r.data->'text'), all_text(r.data->'interpretation'))
                from rules as r where r.id = any (ids);
        when 'waivers' then
                return query
                select 'waivers', w.id, '', w.body, null::text, first_day(w.data->>'grantedOn'), w.data->'ground', '', '',
                       all_text(w.data->'ground')
                from waivers as w where w.id = any (ids);
        when 'agreements' then
                return query
                select 'agreements', a.id, '', null::text, a.kind, a.signed_on, a.data->'title', all_text(a.data->'title'),
                       all_text(a.data->'alternativeTitles'),
                       concat_ws(' ', all_text(a.data->'purpose'), all_text(a.data->'topics'), all_text(a.data->'commitments'),
                                 all_text(a.data->'priorityGroups'), all_text(a.data->'note'))
                from agreements as a where a.id = any (ids);
        when 'meetings' then
                return query
                select 'meetings', m.id, '', m.body, m.status, m.day,
                       coalesce(m.data->'title', jsonb_build_object('nb', concat_ws(' ', 'Møte', m.day),
                                                                    'en', concat_ws(' ', 'Meeting', m.day))),
                       all_text(m.data->'title'), '', concat_ws(' ', m.data->>'place', all_text(m.data->'note'))
                from meetings as m where m.id = any (ids)
                union all
                select 'agenda', m.id, (item.n - 1)::text, m.body, item.value->>'kind', m.day, item.value->'title',
                       all_text(item.value->'title'), item.value->>'number', ''
                from meetings as m, elements(open_data(m.data, m.json, m.restricted)->'agenda') as item where m.id = any (ids);
        when 'minutes' then
                return query
                select 'minutes', m.id, (item.n - 1)::text, held.body, item.value->>'kind', held.day, item.value->'title',
                       all_text(item.value->'title'), item.value->>'number',
                       all_text(item.value - 'title' - 'actions' - 'number' - 'kind')
                from minutes as m join meetings as held on held.id = m.meeting, elements(open_data(m.data, m.json, m.restricted)->'items') as item
                where m.id = any (ids)
                union all
                select 'actions', m.id || '-a' || (action.value->>'number'), '', held.body, action.value->>'kind', held.day,
                       action.value->'text', '', '',
                       concat_ws(' ', all_text(action.value->'text'), action.value->>'responsibleAsWritten')
                from minutes as m join meetings as held on held.id = m.meeting, elements(open_data(m.data, m.json, m.restricted)->'items') as item,
                     elements(item.value->'actions') as action
                where m.id = any (ids);
        when 'documents' then
                return query
                select 'documents', d.id, '', body_of('documents', d.id, d.data), d.kind, d.date, said->'title',
                       all_text(said->'title'), said->>'fileName', concat_ws(' ', all_text(said->'note'), c.text)
                from documents as d
                cross join lateral open_data(d.data, d.json, d.restricted) as said
                left join content as c on c.sha256 = d.sha256 and d.restricted is null
                where d.id = any (ids);
        else
                return;
        end case;
end $$;

-- The part of a text that is searched. It is as long as the longest minutes that people write; a tsvector has a limit,
-- too.
create function search_written(written text) returns text language sql immutable parallel safe as $$
        select left(register.search_text(written), 200000)
$$;

-- The mark of a whole title, or of the whole text that is searched for: the same if they have the same words, in any
-- case and order.
create function search_title_mark(written text) returns text language sql immutable strict parallel safe as $$
        select '#is:' || left(md5(strip(to_tsvector('pg_catalog.simple', register.search_text(written)))::text), 12)
$$;

-- The marks of an entry. An entry without a day has the year `none`. `titles` are its titles in all languages.
create function search_entry_marks(type text, body text, kind text, day date, titles text[]) returns text[]
language plpgsql immutable parallel safe as $$
declare
        marks text[] := array['#type:' || type];
        title text;
begin
        if body is not null then marks := marks || ('#body:' || body); end if;
        if kind is not null then marks := marks || ('#kind:' || kind); end if;
        if day is null then
                marks := marks || text '#year:none';
        else
                marks := marks || array['#year:' || extract(year from day), '#month:' || to_char(day, 'YYYY-MM'), '#day:' || day];
        end if;
        foreach title in array titles loop
                marks := marks || register.search_title_mark(title);
        end loop;
        return marks;
end $$;

-- Removes the entries of some resources of a collection. The actions of minutes have entries, too, whose ids are those
-- of the minutes with a number.
create function remove_search_entries(of_collection text, ids text[]) returns void language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        delete from search_entry
        where type in (of_collection, case of_collection when 'meetings' then 'agenda' end) and resource = any (ids);
        if of_collection = 'minutes' then
                delete from search_entry using unnest(ids) as minutes (id)
                where type = 'actions' and resource > minutes.id || '-a' and resource < minutes.id || '-b'
                  and substr(resource, length(minutes.id) + 3) ~ '^[0-9]+$';
        end if;
end $$;

-- Writes the entries of some resources of a collection. Excerpts are taken from the first 60,000 characters of a text
-- (some twenty pages), so that making those of a page of results takes only a moment.
create function write_search_entries(of_collection text, ids text[]) returns void language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        insert into search_entry (type, resource, part, body, kind, day, label, written, words)
        select type, resource, part, body, kind, day, label,
               left(concat_ws(' ', nullif(written.other, ''), nullif(written.plain, '')), 60000),
               setweight(search_vector_of(written.title), 'A') || setweight(search_vector_of(written.other), 'B')
                        || search_vector_of(written.plain)
                        || array_to_tsvector(search_entry_marks(entry.type, entry.body, entry.kind, entry.day, written.titles))
        from search_entries_of(of_collection, ids) as entry,
             lateral (select search_written(entry.title) as title, search_written(coalesce(entry.other, '')) as other,
                             search_written(coalesce(entry.plain, '')) as plain,
                             array(select said from jsonb_each_text(entry.label) as one (language, said) where entry.title <> '')
                                     as titles) as written;
end $$;

-- Adds new words to the vocabulary. They are inserted in order, so that two transactions with the same new words cannot
-- deadlock. How a word is written is looked up only if there is a new word.
create function add_search_words() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        insert into search_word (word, named, written)
        with said as materialized (
                select word collate "C" as word, bool_or(not item) as named
                from new_entry, unnest(tsvector_to_array(words)) as word
                group by 1
        ), fresh as materialized (
                select word, named from said
                where length(word) between 2 and 60 and word !~ '^([0-9.,:/-]+$|#)'
                  and not exists (select from search_word as known
                                  where known.word = said.word and (known.named or not said.named))
        ), token as materialized (
                select search_stem(token) as word, (array_agg(token order by length(token), token collate "C"))[1] as written
                from (
                        select distinct lower(t.token) as token
                        from new_entry as entry, ts_parse('default', concat_ws(' ', search_text(all_text(entry.label)), entry.written)) as t
                        where exists (select from fresh)
                ) as one
                group by 1
        )
        select fresh.word, fresh.named, coalesce(token.written, fresh.word) from fresh left join token using (word)
        order by 1
        on conflict (word) do update set named = true where not search_word.named and excluded.named;
        return null;
end $$;
create trigger add_search_words after insert on search_entry
        referencing new table as new_entry for each statement execute function add_search_words();

-- Removes the words of an erased text from the vocabulary, except those that an entry still has. Of these the way they
-- were first written is removed, because it may come from the erased text.
create function remove_search_words(said text) returns void language sql
security definer set search_path = register, pg_temp as $$
        update search_word set written = word
        where word = any (tsvector_to_array(search_vector_of(search_written(said))));
        delete from search_word
        where word = any (tsvector_to_array(search_vector_of(search_written(said))))
          and not exists (select from search_entry where item and words @@ quote_word(search_word.word)::tsquery)
          and not exists (select from search_entry where not item and words @@ quote_word(search_word.word)::tsquery);
$$;

-- The resources of a collection whose entries depend on some meetings: minutes, and documents that belong to a body
-- only through their meeting. Their entries must be written again when the meeting changes.
create function dependent_on_meetings(of_collection text, meetings text[]) returns setof text language sql stable as $$
        select id from register.minutes where of_collection = 'minutes' and id = any (meetings)
        union all
        select id from register.documents where of_collection = 'documents' and body is null and meeting = any (meetings)
$$;

-- Writes the entries of all resources that a transaction has written after a position in its changes: a limited number
-- at a time, so that their texts fit in memory.
create function derive_search_entries(of_transaction bigint, since bigint) returns void language plpgsql
security definer set search_path = register, pg_temp as $$
declare
        at_a_time constant integer := 2000;
        moved     constant text[] := array(
                select distinct id from change
                where transaction = of_transaction and sequence > since and collection = 'meetings' and operation = 'changed');
        written   text[] := array(
                select distinct collection from change where transaction = of_transaction and sequence > since);
        searched  text;
        ids       text[];
        stale     text[];
begin
        if moved <> '{}' then
                written := written || '{minutes,documents}';
        end if;
        for searched in select distinct collection from unnest(written) as collection where collection <> 'memberships' order by 1 loop
                stale := array(
                        select id from change
                        where transaction = of_transaction and sequence > since and collection = searched and operation <> 'created'
                        union
                        select dependent_on_meetings(searched, moved));
                perform remove_search_entries(searched, stale);
                ids := array(select written_since(of_transaction, since, searched) union select unnest(stale) order by 1);
                for place in 1 .. cardinality(ids) by at_a_time loop
                        perform write_search_entries(searched, ids[place : place + at_a_time - 1]);
                end loop;
        end loop;
        perform gin_clean_pending_list('search_entry_named'), gin_clean_pending_list('search_entry_items');
end $$;
