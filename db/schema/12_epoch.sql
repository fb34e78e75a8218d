-- Epochs make sure that after a restore to an earlier point, or a failover that lost commits, no number is given twice.
--
-- Revisions and versions continue from a number that no lost commit can have had, so cursors, revisions and ETags from
-- before can be distinguished from those after. All that clients know of revisions up to the restored point stays
-- valid; a client that has seen a later one has seen something that was lost.

set local search_path = register, public;

-- A row for each time that the register was found on another server, or on the same one after a promotion or a
-- recovery.
create table epoch (
        base          bigint primary key, -- revisions of this epoch are larger than this,
        last          bigint not null,    -- revisions of earlier epochs are at most this; those between were lost
        version_floor integer not null,   -- versions that are given in this epoch are at least this
        at            timestamptz not null default clock_timestamp()
);

-- Where the register is: a copy is on another server or in another database, and a server that was promoted or
-- recovered has another timeline.
create table location (
        only_row boolean primary key default true check (only_row),
        server   text not null,
        timeline text not null
);

create function current_server() returns text language sql stable as $$
        select s.system_identifier || '/' || d.oid || '/' || 'register.location'::regclass::oid
        from pg_control_system() s, pg_database d where d.datname = current_database()
$$;

create function current_timeline() returns text language sql stable as $$
        select left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
$$;

insert into location (server, timeline) values (current_server(), current_timeline());

-- Begins an epoch. Its numbers are computed from the minutes since 2025, so that they are higher than all that can have
-- been given before: a register makes fewer than five million revisions a minute, and fewer than eighty versions of one
-- resource.
create function begin_epoch() returns bigint
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        minutes constant bigint := floor(extract(epoch from clock_timestamp() - timestamptz '2025-01-01 00:00:00Z') / 60);
        begun bigint;
begin
        perform pg_advisory_xact_lock(numbering_lock());
        insert into epoch (base, last, version_floor)
        select greatest(minutes * 5000000, (revision / 5000000 + 1) * 5000000), revision, minutes * 80 from revision_counter
        returning base into begun;
        update revision_counter set revision = begun, at = greatest(clock_timestamp(), at + interval '1 microsecond');
        update location set server = current_server(), timeline = current_timeline();
        return begun;
end $$;

-- Begins an epoch if the register is on another server or timeline than the stored one. `samrad migrate` calls this,
-- which finds a copy before it is served; recognise_timeline() calls it for each transaction that changes something.
create function recognise_server() returns boolean
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if exists (select from location where server = current_server() and timeline = current_timeline()) then return false; end if;
        perform pg_advisory_xact_lock(numbering_lock());
        if exists (select from location where server = current_server() and timeline = current_timeline()) then return false; end if;
        perform begin_epoch();
        return true;
end $$;
revoke execute on function begin_epoch(), recognise_server() from public;

create function recognise_timeline() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if not exists (select from location where timeline = current_timeline()) then perform recognise_server(); end if;
        return new;
end $$;
create trigger recognise_timeline before insert on revision for each row execute function recognise_timeline();

-- The lowest version that may be given now.
create function version_floor() returns integer language sql stable as $$
        select coalesce(max(version_floor), 1) from register.epoch
$$;

-- Whether a revision was lost, or was skipped by an epoch: the register does not have it.
create function is_lost(revision bigint) returns boolean language sql stable as $$
        select exists (select from register.epoch as e where is_lost.revision > e.last and is_lost.revision < e.base)
$$;
-- The last revision that a reader of the feed looks at in one step from a revision: `step` revisions further, not
-- counting the numbers that an epoch skipped.
create function feed_step_end(revision bigint, step integer) returns bigint language sql stable as $$
        select coalesce((select max(e.base) from register.epoch as e
                         where e.last between feed_step_end.revision and feed_step_end.revision + step),
                        feed_step_end.revision) + step
$$;
grant select on epoch to samrad_service, samrad_reader;
