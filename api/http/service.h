/*
 * service - the options of the server, as all units of this room see them.
 */
#pragma once

#include "base/waiter.h"
#include "call/call.h"
#include "http/limiter.h"
#include "http/metrics.h"
#include "http/peer.h"
#include "coding/variants.h"

#include <stdbool.h>

struct server_options {
        const char *address; /* to listen on: "127.0.0.1" */
        unsigned port;
        const char *health_address; /* listened on for operators alone, whatever becomes of the others */
        unsigned health_port;       /* 0: operators come to the other address only */
        bool operators_only;        /* what is not for operators does not exist here */
        int connections_max, connections_of_address_max;
        int upload_max_mb, document_max_mb; /* limits of bodies that are written to files */
        int loops, workers;                 /* numbers of threads: event loops never wait, workers may */
        const struct contract *contract;
        struct metrics *metrics;
        struct limiter *limiter;
        struct variants *variants;
        unsigned rate_caller, rate_address; /* requests a second of one key, of one address; 0: no limit */
        struct peer_proxies proxies;        /* the proxies whose X-Forwarded-For is believed */
        /* Finds out who calls, from the Authorization field (never NULL); false after call_fail(). */
        bool (*identify)(struct call *call, const char *authorization, void *context);
        /* Runs the operation's handler; false after call_fail(). */
        bool (*run)(struct call *call, void *context);
        /* The same on a thread that must not wait: false, with nothing done, if the handler would have to. */
        bool (*run_at_once)(struct call *call, void *context);
        /* Whether the operation is known to be quick. */
        bool (*is_quick)(const struct call *call, void *context);
        /* Calls the waiter back when what the call has paused for is there: the rows of its statement; or the
         * register has changed, the time is up, or the process ends. */
        void (*await)(struct call *call, struct waiter *waiter, void *context);
        /* Makes an HTML page of the problem in the answer, if the operation answers with pages. */
        void (*explain)(struct call *call, void *context);
        void *context;
};
