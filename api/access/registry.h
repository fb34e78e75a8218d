/*
 * registry - the parts of a running register, which each handler gets.
 *
 * There is one for each process. All that it points to outlives all calls. Handlers share it and change only
 * `waiting`.
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
        struct store *store;   /* connections to the primary */
        struct store *readers; /* connections to standbys; NULL if all is read from the primary */
        struct listener
                *listener; /* knows the latest revision; NULL: it is not known, and no answer is kept */
        struct cache *cache;
        struct reference_data *reference_data;
        const struct body_reader *body_readers; /* ends with a row without a media type */
        struct issuer *issuer;                  /* NULL if no tokens are accepted */
        struct contract *contract;
        struct sender *sender; /* sends webhooks; NULL if this process sends none */
        const char
                *public_url; /* the register's public address without a slash at its end; NULL if not set */
        struct {
                const char *publisher, *publisher_number; /* who publishes the register, with its number */
                const char *contact;                      /* for questions: mailto: or https: */
                const char *security_contact;             /* for reports of security problems */
        } catalogue;           /* how the register describes itself; NULL for what is not set */
        bool webhooks_private; /* receivers may have private addresses, and no TLS */
        int wait_ms;           /* how long a call waits for a connection or a lock before it fails */
        struct quota waiting;  /* places for readers that wait for changes; without places none may wait */
        bool (*live)(void *context);                        /* false while the process is ending */
        void (*metrics)(struct buffer *out, void *context); /* writes the server's metrics */
        void *context;
};

/* Answers a call; false after call_fail(). */
typedef bool handler(struct registry *registry, struct call *call);

/* Makes the document to be stored from the body of a write in a media type other than JSON; false after
 * call_fail(). */
struct resource;
struct body_reader {
        const char *media_type;
        bool (*read)(struct registry *registry, struct call *call, struct resource *ret);
};

/* What is known of all calls of an action. */
enum action_traits {
        ACTION_KEPT = 1,    /* the answer may be kept until the revision changes */
        ACTION_QUICK = 2,   /* it runs one or two short statements */
        ACTION_PAUSES = 8,  /* as JSON, it reads only by access_read_then(), so that no thread waits */
        ACTION_AT_ONCE = 4, /* it never waits, and needs no database */
};

/* An action of the contract and its handler. */
struct action {
        const char *name;
        handler *run;
        unsigned traits;      /* of enum action_traits */
        const char *files[3]; /* query files that must exist; %s is the collection */
};
