-- Erasing a person: the name, and all else that is said of the person, goes out of every version; that there were versions,
-- and the appointments, stay.

set local search_path = register, public;

-- Which transactions erased something. What was known at a time is then another answer than before, and is tagged so.
create table erasure (
        transaction bigint primary key
);
grant select on erasure to samrad_service, samrad_reader;

create function last_erasure() returns bigint language sql stable as $$
        select max(revision) from register.erasure join register.revision using (transaction)
$$;

-- What is left of a person. The reason is one of the contract's.
create function erased_person(reason text) returns text language sql immutable parallel safe as $$
        select '{"name":"Slettet person","erased":' || to_json(reason) || '}'
$$;

-- A rendered person, live or past, with what is left of the document and its own stamps.
create function erased_text(rendered text, reason text) returns text language sql stable parallel safe as $$
        select register.stamped(register.erased_person(reason), stamps->>'id', (stamps->>'version')::integer,
                                (stamps->>'createdAt')::timestamptz, (stamps->>'updatedAt')::timestamptz)
        from (select rendered::jsonb as stamps) as was
$$;

-- Whether a rendered person is one that is erased. Within a string the quotes would be escaped.
create function is_erased(rendered text) returns boolean language sql immutable parallel safe as $$
        select strpos(rendered, '"erased":"') > 0
$$;

-- Takes the words of a person out of the vocabulary of search, but for those that are still in what can be found.
create function forget_words(said text) returns void language sql
security definer set search_path = register, pg_temp as $$
        delete from search_word
        where word = any (tsvector_to_array(search_vector_of(search_written(said))))
          and not exists (select from search_entry where words @@ quote_word(search_word.word)::tsquery)
$$;

-- Erases a person, also one who is deleted and of whom only versions are left. False if there never was such a person;
-- one who is erased already is left as he is. A version of its own says that it was done.
create function erase_person(of_id text, reason text) returns boolean
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        said text;
begin
        perform from persons where id = of_id for update;
        if not exists (select from change where collection = 'persons' and id = of_id) then return false; end if;
        if not exists (select from change where collection = 'persons' and id = of_id and not is_erased(json)) then
                return true;
        end if;
        insert into erasure (transaction) values (current_transaction());
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
        perform forget_words(said);
        delete from kept_answer where strpos(body, '"' || of_id || '"') > 0;
        return true;
end $$;

-- Columns that these have got since their views were made.
create or replace view known.revision as
select * from register.revision where revision <= register.known_revision();

create or replace view known.change as
select change.* from register.change
where (select revision from register.revision where transaction = change.transaction) <= register.known_revision();
