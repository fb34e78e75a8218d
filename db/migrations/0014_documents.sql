-- Documents, and their bytes. A document is a resource like all others; what it says in `content` names bytes by their
-- checksum. The bytes are no resource: they are kept once, in pieces, whichever documents have them.

set local search_path = register, public;

create table documents (
        like resource_template including all,
        title     text not null generated always as (main_text(data->'title')) stored,
        kind      text not null generated always as (data->>'kind') stored,
        language  text generated always as (data->>'language') stored,
        date      date generated always as (first_day(data->>'date')) stored,
        body      text collate "C" generated always as (data->>'body') stored,
        meeting   text collate "C" generated always as (data->>'meeting') stored,
        agreement text collate "C" generated always as (data->>'agreement') stored,
        sha256    text collate "C" generated always as (data->'content'->>'sha256') stored,
        found     text collate "C" generated always as (data->'link'->>'sha256') stored, -- at the link
        words     text generated always as (all_text(data->'title') || ' ' || coalesce(data->>'fileName', '')) stored,
        search    tsvector generated always as (search_vector(data)) stored
);
create index on documents (date, id);
create index on documents (body, date, id);
create index on documents (meeting);
create index on documents (agreement);
create index on documents (sha256);
create index on documents (found);
create index on documents using gin (search);

insert into reference_path (collection, pattern, target) values
        ('documents', '/body', 'bodies'),
        ('documents', '/meeting', 'meetings'),
        ('documents', '/agreement', 'agreements'),
        ('meetings', '(/agenda/\*)?/attachments/\*/document', 'documents'),
        ('minutes', '(/items/\*)?/attachments/\*/document', 'documents');

-- Bytes ------------------------------------------------------------------------------------------------------

create table content (
        sha256     text primary key collate "C" check (sha256 ~ '^[0-9a-f]{64}$'),
        media_type text not null, -- as they were first called; the same bytes are a text and a table
        size       bigint not null check (size > 0),
        state      text not null, -- what came of reading their text: DocumentTextState
        text       text
);

-- A piece begins at `at`. How long pieces are is for those who write them; they follow each other without gaps.
create table content_piece (
        sha256 text collate "C" references content on delete cascade,
        at     bigint,
        bytes  bytea not null,
        primary key (sha256, at)
);
alter table content_piece alter column bytes set storage external; -- PDFs and pictures are compressed already

-- Which bytes a document has, or has had in one of its versions: so long they are kept, for whoever asks what was known.
create table content_use (
        document text collate "C",
        sha256   text collate "C",
        primary key (document, sha256)
);
create index on content_use (sha256);

grant select, insert, update (size) on content to samrad_service; -- to update it is to hold it
grant select, insert on content_piece to samrad_service;
grant select on content_use to samrad_service;
grant select on content, content_piece, content_use to samrad_reader;

create function keep_content_use() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        if new.sha256 is not null then
                insert into content_use (document, sha256) values (new.id, new.sha256) on conflict do nothing;
        end if;
        return null;
end $$;

-- Whether bytes that were called one media type can be called the other.
create function same_media(one text, other text) returns boolean language sql immutable parallel safe as $$
        select one = other or (one in ('text/plain', 'text/csv') and other in ('text/plain', 'text/csv'))
$$;

-- Takes the bytes that a document has or has had, and their text, out of the register, unless another document has or has had
-- them; the document itself has been written without them. False if there never was such a document.
create function erase_content(of_id text) returns boolean
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        used text[];
        said text;
begin
        if not exists (select from change where collection = 'documents' and id = of_id) then return false; end if;
        set constraints d_search immediate;
        perform current_transaction();
        -- whoever uploads the same bytes at this moment waits, or is waited for
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
        perform forget_words(said);
        return true;
end $$;

-- Search -----------------------------------------------------------------------------------------------------

-- What can be found of everything else, as it was.
alter function search_entries_of(text, text, jsonb) rename to search_entries_of_others;

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

-- Bytes that come after a document has named them: their text is found from then on. That is news, though no resource
-- changes.
create function find_content() returns trigger language plpgsql
security definer set search_path = register, pg_temp as $$
begin
        perform current_transaction();
        perform forget_search('documents', d.id), write_search('documents', d.id, d.data)
        from documents as d
        where d.sha256 = new.sha256;
        return null;
end $$;
create trigger find_content after insert on content for each row execute function find_content();

-- Bodies -----------------------------------------------------------------------------------------------------

-- The body that a document belongs to as the register stands; null where it belongs to none.
create or replace function body_of(of_collection text, of_id text, document jsonb) returns text
language sql stable as $$
        select case of_collection
                when 'bodies' then of_id
                when 'rules' then document->>'body'
                when 'memberships' then document->>'body'
                when 'meetings' then document->>'body'
                when 'waivers' then coalesce(document->>'body', (select body from register.rules where id = document->>'rule'))
                when 'minutes' then (select body from register.meetings where id = document->>'meeting')
                when 'documents' then coalesce(document->>'body', (select body from register.meetings where id = document->>'meeting'))
        end
$$;

-- What a change refers to may be written after it in the same transaction: at the commit all of it is there.
create or replace function number_revision() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        next  revision_counter;
        moved boolean;
begin
        update change set body = body_of(collection, id, json::jsonb)
        where transaction = new.transaction and body is null and collection in ('waivers', 'minutes', 'documents');
        moved := exists (select from change
                         where transaction = new.transaction and collection in ('organisations', 'areas', 'offices'));
        perform pg_advisory_xact_lock(numbering_lock());
        update revision_counter
           set revision = revision + 1, at = greatest(clock_timestamp(), at + interval '1 microsecond'),
               world = case when moved then greatest(clock_timestamp(), world + interval '1 microsecond') else world end
        returning * into next;
        update revision set revision = next.revision, at = next.at where transaction = new.transaction;
        perform pg_notify('samrad_revision', next.revision::text);
        return null;
end $$;

-- What a transaction has written that is not for these organisations to write: which resource, where in it the body is
-- named, why, and the body with those who keep it.
create or replace function beyond_authority(of_transaction bigint, bound text[])
returns table (collection text, id text, pointer text, code text, body text, kept_by text)
language sql stable as $$
        with touched as (
                select distinct c.collection, c.id, concerned.body
                from register.change as c, lateral (
                        select coalesce(c.body, register.body_of(c.collection, c.id, c.json::jsonb))
                        union
                        select c.former_body where c.former_body is not null
                        union
                        select rules.body from register.rules
                        where c.collection = 'waivers' and rules.id = c.json::jsonb->>'rule'
                ) as concerned (body)
                where c.transaction = of_transaction
        ), concerned as (
                select one.body,
                       (select json::jsonb from (
                                select change.json, change.operation
                                from register.change
                                where change.collection = 'bodies' and change.id = one.body
                                  and change.transaction <> of_transaction
                                order by version desc limit 1) as latest
                        where operation <> 'deleted') as before,
                       (select data from register.bodies where bodies.id = one.body) as after
                from (select distinct body from touched where body is not null) as one
        ), judged as (
                select concerned.body, state.n, array(select organisation from register.keepers(state.data) order by 1) as kept_by
                from concerned, lateral (values (1, before), (2, after)) as state (n, data)
                where state.data is not null
        ), refused as (
                select distinct on (body) body, n, array_to_string(kept_by, ', ') as kept_by
                from judged
                where not kept_by && bound
                order by body, n
        )
        select touched.collection, touched.id,
               case touched.collection
                        when 'bodies' then case refused.n when 2 then '/establishedBy' else '' end
                        when 'waivers' then '/rule'
                        when 'minutes' then '/meeting'
                        when 'documents' then coalesce((
                                select case when d.data ? 'body' then '/body' when d.data ? 'meeting' then '/meeting' end
                                from register.documents as d where d.id = touched.id), '')
                        else case when touched.body is null then '' else '/body' end
               end,
               case when touched.body is null then 'not_below_body'
                    when refused.kept_by = '' then 'kept_by_nobody'
                    when refused.n = 1 then 'kept_by_others'
                    else 'would_be_kept_by_others'
               end,
               touched.body, refused.kept_by
        from touched left join refused using (body)
        where touched.body is null or refused.body is not null
$$;

-- The minutes' body and day are those of their meeting, which may be written after them or move; so is the body of documents
-- that do not say it themselves.
create or replace function move_search() returns trigger language plpgsql
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

select make_collection('documents');
create trigger c_content after insert or update on documents for each row execute function keep_content_use();
create constraint trigger d_search after insert or update or delete on documents
        deferrable initially deferred for each row execute function keep_search();
