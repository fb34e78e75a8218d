/*
 * serving - the state of a server that listens on one address, as its units share it.
 */
#pragma once

#include "http/clients.h"
#include "http/linger.h"
#include "http/service.h"
#include "http/workers.h"

#include <microhttpd.h>

#include <stdatomic.h>

struct serving {
        struct server_options options;
        struct workers *workers;
        struct clients *clients;
        struct linger *linger;
        void *ulfius;                 /* the context of Ulfius's access handler */
        struct MHD_Response *starved; /* the 503 for when memory has run out, made at the start */
        atomic_bool draining;         /* the server is stopping: connections are closed after their answers */
        atomic_int suspended;         /* how many connections are suspended */
};

/* Suspends a connection; only its loop may. Resumes it; any thread may. Both count, so that server_stop() can
 * wait until no connection is suspended. */
void serving_suspend(struct serving *serving, struct MHD_Connection *connection);
void serving_resume(struct serving *serving, struct MHD_Connection *connection);

/* Queues the prepared 503, which needs no memory. */
enum MHD_Result serving_starve(struct serving *serving, struct MHD_Connection *connection);
