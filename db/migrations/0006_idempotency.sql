-- The answers to writes that were sent with an Idempotency-Key, kept for a day so that whoever lost one can have it again.
-- An answer is stored in the transaction of its write: both are there, or neither.

set local search_path = register, public;

create table kept_answer (
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
create index on kept_answer (at);
grant select, insert, update, delete on kept_answer to samrad_service;
