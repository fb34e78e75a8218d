-- The content of documents, which refer to it by its checksum; and how persons and content are closed or erased.
-- Content is no resource: it is stored once, in pieces, however many documents have it.

set local search_path = register, public;

-- Bytes ------------------------------------------------------------------------------------------------------

create table content (
        sha256     text primary key collate "C" check (sha256 ~ '^[0-9a-f]{64}$'),
        media_type text not null, -- the first media type given; the same bytes may be both text and CSV
        size       bigint not null check (size > 0),
        state      text not null, -- the result of extracting their text: DocumentTextState
        text       text
);

-- A piece begins at the offset `at`. Pieces may have any length and follow each other without gaps.
create table content_piece (
        sha256 text collate "C" references content on delete cascade,
        at     bigint,
        bytes  bytea not null,
        primary key (sha256, at)
);
alter table content_piece alter column bytes set storage external; -- PDFs and pictures are compressed already

-- The content that a document has, or had in one of its versions. Content is kept as long as it has a row here, because
-- reads of the past show it.
create table content_use (
        document text collate "C",
        sha256   text collate "C",
        primary key (document, sha256)
);
create index on content_use (sha256);

grant select, insert, update (size) on content to samrad_service; -- the right to update is needed to lock a row
grant select, insert on content_piece to samrad_service;
grant select on content_use to samrad_service;
grant select on content, content_piece, content_use to samrad_reader;

create function write_content_use() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        insert into content_use (document, sha256) select id, sha256 from written where sha256 is not null on conflict do nothing;
        return null;
end $$;
select make_statement_trigger('documents', 'c_content', 'register.write_content_use', '{insert,update}');

-- Whether the same bytes can have both media types.
create function same_media(one text, other text) returns boolean language sql immutable parallel safe as $$
        select one = other or (one in ('text/plain', 'text/csv') and other in ('text/plain', 'text/csv'))
$$;

-- Makes the text of new content searchable for documents that refer to it already. The revision increases although no
-- resource changes, since answers of the search do.
create function index_new_content() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
declare
        named constant text[] := array(select id from documents where sha256 = new.sha256);
begin
        perform current_transaction(), remove_search_entries('documents', named), write_search_entries('documents', named);
        return null;
end $$;
create trigger index_new_content after insert on content for each row execute function index_new_content();

-- Closing ------------------------------------------------------------------------------------------------------

-- The items of an earlier version, as everybody may see them now: those that are exactly the same in what is open today
-- are kept, and each of the others is replaced by a closed item with the legal ground of the first closed one.
create function closed_items(was jsonb, shown jsonb, closed jsonb) returns jsonb language sql immutable parallel safe as $$
        select jsonb_agg(case when item = any (array(select jsonb_array_elements(shown))) then item
                              else jsonb_strip_nulls(jsonb_build_object(
                                'number', item->'number', 'title', coalesce(closed->'title', closed->'text'), 'public', false,
                                'legalGround', closed->'legalGround')) end order by n)
        from jsonb_array_elements(was) with ordinality as items (item, n)
$$;

-- An earlier version of a resource that is closed or has closed items, as everybody may see it now. Of a closed
-- document everybody sees only what the present version shows.
create function closed_version(of_collection text, was jsonb, shown jsonb) returns jsonb language sql immutable parallel safe as $$
        select case
                when of_collection = 'documents' then shown
                when of_collection = 'meetings' and was ? 'agenda'
                        then was || jsonb_build_object('agenda', register.closed_items(was->'agenda', shown->'agenda', closed))
                when of_collection = 'minutes'
                        then (was - 'source') || jsonb_build_object('items', register.closed_items(was->'items', shown->'items', closed))
                else was end
        from jsonb_path_query_first(shown, '$.** ? (@.public == false)') as closed
$$;

-- The same as rendered text, with the earlier version's own id, version and times.
create function closed_text(of_collection text, was text, shown text) returns text language sql immutable parallel safe as $$
        select register.stamped((register.closed_version(of_collection, said.was, said.shown) - array['id', 'version', 'createdAt', 'updatedAt'])::text,
                                said.was->>'id', (said.was->>'version')::integer, said.was->>'createdAt', said.was->>'updatedAt')
        from (select was::jsonb, shown::jsonb) as said (was, shown)
$$;

-- When a resource or an item is closed, closes it in earlier versions, too, and removes the words by which it was
-- found. Callers who may see restricted members still see the earlier versions as they were.
create function close_past() returns trigger language plpgsql security definer set search_path = register, pg_temp as $$
declare
        closed text[];
        said   text;
begin
        closed := array(select id from written where restricted is not null and jsonb_path_exists(json::jsonb, '$.** ? (@.public == false)'));
        if closed = '{}' then return null; end if;
        select string_agg(all_text(c.json::jsonb), ' ') into said
        from change as c join written on written.id = c.id
        where c.collection = tg_table_name and c.id = any (closed) and c.version < written.version and c.json::jsonb ? 'id';
        if said is null then return null; end if;
        insert into erasure (transaction) values (current_transaction()) on conflict do nothing;
        update change as c
        set restricted = coalesce(c.restricted, c.json), json = closed_text(tg_table_name, c.json, written.json)
        from written
        where c.collection = tg_table_name and c.id = written.id and c.id = any (closed) and c.version < written.version;
        execute format('update only recorded.%I as r set restricted = coalesce(r.restricted, r.json), json = register.closed_text(%L, r.json, written.json)
                        from written where r.id = written.id and r.id = any ($1)', tg_table_name, tg_table_name) using closed;
        perform remove_search_entries(tg_table_name, closed), remove_search_words(said);
        return null;
end $$;
select make_statement_trigger(name, 'e_close', 'register.close_past', '{insert,update}') from unnest(array['meetings', 'minutes', 'documents']) as name;

-- Erasure ----------------------------------------------------------------------------------------------------

-- The document of an erased person. The reason is one that the contract enumerates.
create function erased_person(reason text) returns text language sql immutable parallel safe as $$
        select '{"name":"Slettet person","erased":' || to_json(reason) || '}'
$$;

-- The rendered text of a person, or of an earlier version, after the person is erased: with its own id, version and
-- times.
create function erased_text(rendered text, reason text) returns text language sql stable parallel safe as $$
        select register.stamped(register.erased_person(reason), stamps->>'id', (stamps->>'version')::integer,
                                stamps->>'createdAt', stamps->>'updatedAt')
        from (select rendered::jsonb as stamps) as was
$$;

-- Whether the rendered text is that of an erased person. The pattern cannot match inside a string, where quotes are
-- escaped.
create function is_erased(rendered text) returns boolean language sql immutable parallel safe as $$
        select strpos(rendered, '"erased":"') > 0
$$;

-- Erases a person, also a deleted one of whom only versions are left. False if there never was such a person; nothing
-- is done if the person is erased already. The erasure makes a new version of the resource.
-- It includes the persons that were merged into this one, or that this one was merged into, since they are the same person.
create function erase_person(of_id text, reason text) returns boolean
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if not exists (select from change where collection = 'persons' and id = of_id) then return false; end if;
        perform erase_one_person(one, reason) from unnest(same_person(of_id)) as one;
        return true;
end $$;

-- The ids that a person has or has had: whoever was merged into whom.
create function same_person(of_id text) returns text[] language sql stable as $$
        with recursive latest as (
                select distinct on (id) id, merged_into from register.change
                where collection = 'persons' and id in (
                        select c.id from register.change as c where c.collection = 'persons' and c.merged_into is not null)
                order by id, version desc
        ), same (id) as (
                select of_id collate "C"
                union
                select case latest.id when same.id then latest.merged_into else latest.id end
                from same join latest on same.id in (latest.id, latest.merged_into) and latest.merged_into is not null
        )
        select array_agg(id order by id) from same
$$;

create function erase_one_person(of_id text, reason text) returns void
language plpgsql set search_path = register, pg_temp as $$
declare
        said text;
begin
        perform from persons where id = of_id for update;
        if not exists (select from change where collection = 'persons' and id = of_id and not is_erased(json)) then
                return;
        end if;
        insert into erasure (transaction) values (current_transaction()) on conflict do nothing;
        select string_agg(all_text(coalesce(restricted, json)::jsonb), ' ') into said
        from change where collection = 'persons' and id = of_id;
        update persons
        set data = erased_person(reason)::jsonb, json = erased_person(reason), restricted = null
        where id = of_id and not is_erased(json);
        update change set json = erased_text(json, reason), restricted = null
        where collection = 'persons' and id = of_id and not is_erased(json);
        update only recorded.persons
        set data = erased_person(reason)::jsonb, json = erased_text(json, reason), restricted = null
        where id = of_id and not is_erased(json);
        perform remove_search_entries('persons', array[of_id]), write_search_entries('persons', array[of_id]), remove_search_words(said);
        delete from idempotent_answer where strpos(body, '"' || of_id || '"') > 0;
end $$;

-- Removes the content that a document has or has had, and its text, from the register, unless another document has or
-- has had it. The document itself must have been written without it before. False if there never was such a document.
create function erase_content(of_id text) returns boolean
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        used text[];
        said text;
begin
        if not exists (select from change where collection = 'documents' and id = of_id) then return false; end if;
        set constraints derive_rows immediate;
        perform current_transaction();
        -- serialises this with uploads of the same bytes
        perform from content where sha256 in (select sha256 from content_use where document = of_id) order by sha256 for update;
        with gone as (
                delete from content_use where document = of_id returning sha256
        )
        select array_agg(sha256) into used from gone;
        with gone as (
                delete from content as c
                where sha256 = any (used) and not exists (
                        select from content_use as other where other.sha256 = c.sha256 and other.document <> of_id)
                returning text
        )
        select string_agg(text, ' ') into said from gone;
        perform remove_search_words(said);
        return true;
end $$;
