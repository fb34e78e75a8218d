/*
 * stages - what a request passes before its handler: framing, route, key, scope, media types, parameters.
 *
 * What a stage refuses never reaches the next: it is false after call_fail(). All run in a guard.
 */
#pragma once

#include "http/request_head.h"
#include "http/service.h"

/* What came over the wire. */
struct incoming {
        const struct request_head *head;
        const char *body;
        size_t body_length;
        const struct upload *upload; /* the body of an operation that takes one; NULL: none, or not yet */
        struct peer peer;            /* the other end of the connection */
        uint64_t start_ns;
        bool announced; /* only its head has come: it is counted when all of it has */
};

bool stages_framing(const struct incoming *incoming, struct call *call);

/* Finds the operation. There is none where the request is answered here: an OPTIONS request, or an address
 * that leads to another. */
bool stages_route(const struct incoming *incoming, struct call *call);

/* Whether the next stage has to look up who calls, and may wait. */
bool stages_ask_who(const struct incoming *incoming, const struct call *call);

/* Everything from there to the handler. */
bool stages_check(const struct server_options *options, const struct incoming *incoming, struct call *call);

/* Whether, and as what, the request's body is put into a file; and how many bytes of it. */
enum upload_kind stages_upload(const struct incoming *incoming, const struct operation *operation);
size_t stages_upload_max(const struct server_options *options, const struct call *call,
                         enum upload_kind kind);
