/*
 * service - what the server serves and within which limits, as all units of this room see it.
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
        int connections_max, connections_of_address_max;
        int upload_max_mb, document_max_mb; /* of bodies that go into a file */
        int loops, workers;                 /* threads that never wait, and threads that may */
        const struct contract *contract;
        struct metrics *metrics;
        struct limiter *limiter;
        struct variants *variants;
        unsigned rate_caller, rate_address; /* requests a second, each for himself; 0: any number */
        struct peer_proxies proxies;        /* whose word on addresses is taken */
        /* Finds out who calls, from the Authorization field (never NULL); false after call_fail(). */
        bool (*identify)(struct call *call, const char *authorization, void *context);
        /* Runs the operation's handler; false after call_fail(). */
        bool (*run)(struct call *call, void *context);
        /* The same for a thread that may not wait: false if it would have to, and nothing is done then. */
        bool (*run_at_once)(struct call *call, void *context);
        /* Whether the operation is known to be quick. */
        bool (*is_quick)(const struct call *call, void *context);
        /* Wakes somebody when the register has moved, his time is up, or the process ends. */
        void (*await)(struct waiter *waiter, void *context);
        /* Makes a page for people of the problem that stands in the answer, if the operation answers pages.
         */
        void (*explain)(struct call *call, void *context);
        void *context;
};
