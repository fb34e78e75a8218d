/*
 * stages - the checks of a request before its handler: framing, route, key, scope, media types, parameters.
 *
 * A stage that refuses a request calls call_fail() and returns false; later stages do not run. All stages run
 * in a guard.
 */
#pragma once

#include "http/request_head.h"
#include "http/service.h"

/* A request as it was received. */
struct incoming {
        const struct request_head *head;
        const char *body;
        size_t body_length;
        const struct upload *upload; /* the body of an operation that takes one; NULL: none, or not yet */
        struct peer peer;            /* the other end of the connection */
        uint64_t start_ns;
        bool announced; /* only the head has arrived; rates are counted when the request is complete */
};

bool stages_framing(const struct incoming *incoming, struct call *call);

/* Finds the operation. There is none if the stage answers the request itself: OPTIONS, and addresses that
 * redirect. */
bool stages_route(const struct server_options *options, const struct incoming *incoming, struct call *call);

/* Whether the next stage must look up the caller's key, which may wait for the database. */
bool stages_ask_who(const struct incoming *incoming, const struct call *call);

/* All stages after the route. */
bool stages_check(const struct server_options *options, const struct incoming *incoming, struct call *call);

/* Whether the body is written to a file, for what kind of upload, and the limit in bytes. */
enum upload_kind stages_upload(const struct incoming *incoming, const struct operation *operation);
size_t stages_upload_max(const struct server_options *options, const struct call *call,
                         enum upload_kind kind);
