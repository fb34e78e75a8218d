-- When organisations, areas or offices last changed: what most bodies refer to, and what changes seldom. A service that keeps
-- them at hand is told with every row that it reads whether they are still as it keeps them.

set local search_path = register, public;

alter table revision_counter add column world timestamptz;
update revision_counter set world = at;
alter table revision_counter alter column world set not null;

create or replace function number_revision() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        next  revision_counter;
        moved boolean;
begin
        update change set body = body_of(collection, id, json::jsonb)
        where transaction = new.transaction and body is null and collection in ('waivers', 'minutes');
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
