/*
 * serving - the state of a running server that its units share.
 */
#pragma once

#include "http/clients.h"
#include "http/linger.h"
#include "http/service.h"
#include "http/workers.h"

#include <stdatomic.h>

struct MHD_Response;

struct serving {
        struct server_options options;
        struct workers *workers;
        struct clients *clients;
        struct linger *linger;
        struct MHD_Response *starved; /* the 503 for when memory has run out, made at the start */
        atomic_bool draining;         /* the server is stopping: connections are closed after their answers */
};
