/*
 * serving - what the parts of a running server share.
 */
#pragma once

#include "http/clients.h"
#include "http/linger.h"
#include "http/service.h"
#include "http/workers.h"

#include <stdatomic.h>

struct MHD_Connection;
struct MHD_Response;

struct serving {
        struct server_options options;
        struct workers *workers;
        struct clients *clients;
        struct linger *linger;
        struct MHD_Response *starved; /* the answer where there is no memory for one, made at the start */
        atomic_bool draining;         /* the process ends: connections end with their answers */
        atomic_int suspended;         /* connections that no loop looks at now */
};

/* A loop: forgets the connection until it is resumed, which any thread may do. */
void serving_suspend(struct serving *serving, struct MHD_Connection *connection);
void serving_resume(struct serving *serving, struct MHD_Connection *connection);
