-- Which body a change is about stands with it, so that the changes of one body are found without reading them all:
-- for whoever follows a body, and for what was known of it at a time.

set local search_path = register, public;

alter table change
        add column body        text collate "C",
        add column former_body text collate "C"; -- where it belonged before this change, if that was elsewhere

-- The body that a document belongs to as the register stands; null where it belongs to none.
create function body_of(of_collection text, of_id text, document jsonb) returns text
language sql stable as $$
        select case of_collection
                when 'bodies' then of_id
                when 'rules' then document->>'body'
                when 'memberships' then document->>'body'
                when 'meetings' then document->>'body'
                when 'waivers' then coalesce(document->>'body', (select body from register.rules where id = document->>'rule'))
                when 'minutes' then (select body from register.meetings where id = document->>'meeting')
        end
$$;

-- After a write: the change, the registry, the references.
create or replace function record() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        belonged text;
        belongs  text;
begin
        if tg_op <> 'INSERT' then
                belonged := coalesce(body_of(tg_table_name, old.id, old.data), (
                        select body from change
                        where collection = tg_table_name and id = old.id
                        order by version desc limit 1));
        end if;
        if tg_op = 'DELETE' then
                insert into change (transaction, collection, id, version, operation, json, restricted, body)
                values (current_transaction(), tg_table_name, old.id, old.version + 1, 'deleted', old.json,
                        old.restricted, belonged);
                delete from reference where collection = tg_table_name and id = old.id;
                delete from resource where collection = tg_table_name and id = old.id;
                return null;
        end if;
        belongs := body_of(tg_table_name, new.id, new.data);
        insert into change (transaction, collection, id, version, operation, json, restricted, body, former_body)
        values (current_transaction(), tg_table_name, new.id, new.version,
                case tg_op when 'INSERT' then 'created' else 'changed' end, new.json, new.restricted, belongs,
                nullif(belonged, belongs));
        if tg_op = 'INSERT' then
                insert into resource (collection, id) values (tg_table_name, new.id);
        else
                delete from reference where collection = tg_table_name and id = new.id;
        end if;
        insert into reference (collection, id, pointer, target_collection, target_id)
        select tg_table_name, new.id, pointer, target_collection, target_id
        from references_of(tg_table_name, new.data);
        return null;
end $$;

-- What a change refers to may be written after it in the same transaction: at the commit all of it is there.
create or replace function number_revision() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        next revision_counter;
begin
        update change set body = body_of(collection, id, json::jsonb)
        where transaction = new.transaction and body is null and collection in ('waivers', 'minutes');
        update revision_counter
           set revision = revision + 1, at = greatest(clock_timestamp(), at + interval '1 microsecond')
        returning * into next;
        update revision set revision = next.revision, at = next.at where transaction = new.transaction;
        perform pg_notify('samrad_revision', next.revision::text);
        return null;
end $$;

update change set body = body_of(collection, id, json::jsonb);
update change as c set former_body = nullif(former.body, c.body)
from change as former
where former.collection = c.collection and former.id = c.id and former.version = c.version - 1
  and c.operation = 'changed';

create index on change (body, collection) where body is not null;
create index on change (former_body) where former_body is not null;
