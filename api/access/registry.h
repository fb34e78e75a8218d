/*
 * registry - what a running register is made of, as every handler gets it.
 *
 * One for each process; what it points to outlives every call. Handlers share it and change nothing of it but
 * the count of those who wait.
 */
#pragma once

#include "auth/issuer.h"
#include "base/quota.h"
#include "call/call.h"
#include "access/cache.h"
#include "store/listener.h"
#include "store/store.h"

struct body_reader;
struct reference_data; /* checks/reference_data.h */

struct registry {
        struct store *store;
        struct store *readers;     /* standbys; NULL: everything is read where it is written */
        struct listener *listener; /* NULL: the revision is not known, and nothing is kept */
        struct cache *cache;
        struct reference_data *reference_data;
        const struct body_reader *body_readers; /* ends with a row without a media type */
        struct issuer *issuer;                  /* NULL: no tokens are taken */
        struct contract *contract;
        struct sender *sender; /* NULL: this process sends no messages */
        const char
                *public_url; /* where the register is reached, without a slash at its end; NULL: not said */
        struct {
                const char *publisher,
                        *publisher_number;    /* who keeps the register, and its organisation number */
                const char *contact;          /* mailto: or https:, for whoever has a question */
                const char *security_contact; /* the same for who has found a weakness */
        } catalogue;                          /* what it says of itself; NULL: not said */
        bool webhooks_private;                /* receivers may have private addresses, and no TLS */
        int wait_ms;                 /* for a connection or a lock, before a caller is asked to try again */
        struct quota waiting;        /* places of readers of the feed who wait; none: nobody waits */
        bool (*live)(void *context); /* false while the process is ending */
        void (*metrics)(struct buffer *out, void *context); /* what the server counts */
        void *context;
};

typedef bool handler(struct registry *registry, struct call *call);

/* What reads the body of a write that is no JSON as the document to store; false after call_fail(). */
struct resource;
struct body_reader {
        const char *media_type;
        bool (*read)(struct registry *registry, struct call *call, struct resource *ret);
};

/* What an operation's action in the contract stands for. */
struct action {
        const char *name;
        handler *run;
        bool kept;            /* the answer may be kept until the revision moves */
        const char *files[3]; /* query files it cannot do without; %s is the collection */
};
