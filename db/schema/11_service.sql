-- What the service keeps for its own use: keys, answers to repeated requests, and webhooks. These tables are no
-- collections: they have no history and are not in the feed.

set local search_path = register, public;

-- Keys ---------------------------------------------------------------------------------------------------------

-- API keys. A secret is 256 random bits, so storing a plain hash of it is safe. It is shown once, when the key is made.
create table api_key (
        id            text primary key collate "C",
        name          text not null,
        hash          bytea not null check (length(hash) = 32),
        scopes        text[] not null,
        organisations text[] not null default '{}',
        created_at    timestamptz not null default now(),
        expires_at    timestamptz not null,
        revoked_at    timestamptz,
        created_by    text,
        -- a key that may do everything is not bound to organisations
        check (organisations = '{}' or not 'samrad:admin' = any (scopes))
);
create index on api_key (created_at, id);
-- A key cannot be changed, only revoked.
grant select, insert, update (revoked_at) on api_key to samrad_service;

-- Idempotency --------------------------------------------------------------------------------------------------

-- The answers to writes that were sent with an Idempotency-Key. They are kept for a day, so that a client that did not
-- get the answer can repeat the request and get the same one. An answer is stored in the transaction of its write, so
-- there cannot be one without the other.
create table idempotent_answer (
        caller     text not null collate "C",
        key        text not null collate "C",
        request    text not null, -- a hash of the request that the key was sent with
        status     smallint not null,
        media_type text,
        etag       text,
        location   text,
        revision   text,
        body       text not null,
        at         timestamptz not null default now(),
        primary key (caller, key)
);
create index on idempotent_answer (at);
grant select, insert, update, delete on idempotent_answer to samrad_service;

-- Webhooks -----------------------------------------------------------------------------------------------------

-- Webhooks: subscriptions to changes and verdicts, and the deliveries of messages.
--
-- The feed of changes serves as the outbox. A subscription has a position in the feed; when the position moves,
-- deliveries are made for the changes that it passes, in the same transaction. So no change is lost, and no change is
-- sent that was not committed. A delivery refers to its change and copies nothing of it.

create table webhooks (
        id         text primary key collate "C",
        version    integer not null default 1,
        owner      text not null collate "C", -- the key or the consumer that made it, which alone may see it
        data       jsonb not null,            -- as its owner wrote it
        json       text not null,
        active     boolean not null generated always as (coalesce((data->>'active')::boolean, true)) stored,
        findings   boolean not null generated always as (coalesce((data->>'findings')::boolean, false)) stored,
        secret     text not null,             -- messages are signed with it, so a hash would not be enough
        former_secret text,                   -- the one before, with which messages are also signed until:
        former_until  timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        revision   bigint not null,           -- its position in the feed
        sequence   bigint not null,
        failures   integer not null default 0, -- how many deliveries have failed in a row
        slow       boolean not null default true, -- its last answer took long; true until there is one
        resume_at  timestamptz not null default '-infinity',
        gone       boolean not null default false -- the receiver answered 410: it wants no more messages
);
create index on webhooks (owner, id);

create table webhook_delivery (
        id           bigint primary key generated always as identity, -- in the order of the feed
        message      text not null unique default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
        webhook      text not null references webhooks on delete cascade,
        event        text not null,
        resource     text not null collate "C", -- messages about the same resource are sent in order
        transaction  bigint, -- the change that it is about (transaction, sequence)
        sequence     bigint,
        data         jsonb,  -- the data of an event that is not a change
        status       text not null default 'pending' check (status in ('pending', 'delivered', 'dead')),
        attempts     integer not null default 0,
        created_at   timestamptz not null default now(),
        first_at     timestamptz, -- when it was first attempted
        last_at      timestamptz,
        next_at      timestamptz not null default now(),
        leased_until timestamptz not null default '-infinity', -- until then a sender has claimed it; if that one dies, the claim expires
        ended_at     timestamptz, -- when it was delivered or given up
        last_status  integer,
        last_error   text,
        check ((transaction is null) = (sequence is null) and (transaction is null) <> (data is null))
);
create index on webhook_delivery (webhook, resource, id) where status = 'pending';
create index on webhook_delivery (webhook, next_at, id) where status = 'pending';
create index on webhook_delivery (webhook, leased_until) where status = 'pending';
create index on webhook_delivery (webhook, id);
create index on webhook_delivery (ended_at) where status <> 'pending';

-- The next delivery of a subscription that may be sent now: no earlier one about the same resource is pending, and no
-- other about it is being sent.
create function webhook_next_delivery(of_webhook text) returns bigint language sql stable as $$
        select head.id
        from register.webhook_delivery as head
        where head.webhook = of_webhook
          and head.status = 'pending'
          and head.next_at <= statement_timestamp()
          and head.leased_until <= statement_timestamp()
          and not exists (
                select from register.webhook_delivery as other
                where other.webhook = of_webhook
                  and other.resource = head.resource
                  and other.status = 'pending'
                  and (other.id < head.id or other.id > head.id and other.leased_until > statement_timestamp()))
        order by head.next_at, head.id
        limit 1
$$;

-- A subscription as it is answered.
create function webhook_json(w webhooks) returns text language sql stable as $$
        select left(register.stamped(w.json, w.id, w.version, register.instant(w.created_at), register.instant(w.updated_at)), -1)
            || ',"state":' || json_build_object(
                'cursor', lpad(to_hex(w.revision), 12, '0') || lpad(to_hex(w.sequence), 12, '0'),
                'pending', count(*) filter (where d.status = 'pending'),
                'dead', count(*) filter (where d.status = 'dead'),
                'failures', w.failures,
                'gone', w.gone)::text || '}'
        from (select status from register.webhook_delivery where webhook = w.id and status <> 'delivered') as d
$$;

-- The verdict on each body, and on each rule on the existence of bodies, that was last sent to subscriptions; and how far
-- the judging has come (verdict_progress.revision; null if there is no subscription to verdicts).
create table reported_verdict (
        collection text not null collate "C", -- bodies or rules
        id         text not null collate "C",
        verdict    text not null,
        parts      jsonb not null, -- of a body {rule: verdict}, of a rule {area: verdict}
        day        date not null,
        revision   bigint not null,
        primary key (collection, id)
);
create table verdict_progress (
        only_row     boolean primary key default true check (only_row),
        revision     bigint,
        at           timestamptz,
        day          date,
        leased_until timestamptz not null default '-infinity'
);
insert into verdict_progress default values;

grant select, insert, update, delete on webhooks, webhook_delivery, reported_verdict to samrad_service;
grant select, update on verdict_progress to samrad_service;
