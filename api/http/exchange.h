/*
 * exchange - one request through its stages, without a word of Ulfius: server.c brings the bytes.
 */
#pragma once

#include "http/server.h"

/* What came over the wire. Header values are NULL where the field is absent. */
struct incoming {
        const char *method;
        const char *target; /* as sent, with the query */
        const char *body;
        size_t body_length;
        size_t header_bytes;
        struct peer peer; /* the other end of the connection */
        uint64_t start_ns;
        const char *(*header)(const struct incoming *incoming, const char *name);
        const void *source;
};

/* Runs all stages; afterwards call->answer is complete, body included. */
void exchange_run(const struct server_options *options, const struct incoming *incoming, struct call *call);
