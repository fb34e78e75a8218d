/*
 * exchange - one request through its stages, without a word of Ulfius: server.c brings the bytes.
 */
#pragma once

#include "http/service.h"

/* What came over the wire. Header values are NULL where the field is absent. */
struct incoming {
        const char *method;
        const char *target; /* as sent, with the query */
        const char *body;
        size_t body_length;
        const struct upload *upload; /* the body of an operation that takes one; NULL: none, or not yet */
        size_t header_bytes;
        struct peer peer; /* the other end of the connection */
        uint64_t start_ns;
        bool announced; /* only its head has come: it is counted when all of it has */
        const char *(*header)(const struct incoming *incoming, const char *name);
        const void *source;
};

/* What to do with a body before it comes: hand it on, or put it into a file, or not read it, since the
 * request is refused whatever it holds. */
enum admission { ADMISSION_ORDINARY, ADMISSION_UPLOAD, ADMISSION_REFUSED };

/* *ret_max is the limit of an upload, in bytes. */
enum admission exchange_admit(const struct server_options *options, const struct incoming *incoming,
                              struct arena *arena, size_t *ret_max);

/* Runs all stages in a guard; afterwards call->answer is complete, body included. The call does not live in
 * its arena, which is emptied if memory runs out. */
void exchange_run(const struct server_options *options, const struct incoming *incoming, struct call *call);
