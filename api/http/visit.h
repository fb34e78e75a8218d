/*
 * visit - a request on its way through the server, from its first line to the last byte of its answer.
 *
 * One for each connection, which has one request at a time. A loop collects it (door.c) and begins it; what
 * cannot be answered at once is suspended: the loop forgets the connection, until whoever made the answer
 * resumes it. libmicrohttpd does not notice a client that goes away meanwhile; nothing is freed under a
 * worker's hands therefore, and the answer is thrown away when it cannot be sent.
 *
 * A visit belongs to one thread at a time: to its loop, or, while it is suspended, to whoever works for it.
 */
#pragma once

#include "http/exchange.h"
#include "http/serving.h"

#include <microhttpd.h>

enum visit_state {
        VISIT_NONE,      /* no request, or its head is not whole */
        VISIT_ADMITTING, /* suspended: a worker finds out whether its upload may come */
        VISIT_ADMITTED,  /* that is known */
        VISIT_TAKING,    /* its body comes */
        VISIT_LEAVING,   /* it cannot be answered at once, and is suspended at the library's next call */
        VISIT_WORKING,   /* suspended: in the queue, at a worker, or waiting for the register to move */
        VISIT_ANSWERED,  /* its answer is made, and to be handed over */
        VISIT_STARVED,   /* there was no memory to make one */
        VISIT_SENDING,   /* its answer is in the hands of the library */
};

struct visit {
        struct serving *serving;
        struct MHD_Connection *connection;
        struct client *client;
        enum visit_state state;
        char *target; /* as sent; NULL: no request, or memory ran out */
        struct request_head *head;
        struct buffer body;
        struct upload *upload; /* instead of it; NULL: none */
        size_t passed_over;    /* of an upload, beyond its limit */
        enum admission admission;
        size_t upload_max;
        enum exchange_step step;
        struct exchange exchange; /* its call is the visit's until a stream takes it over */
        bool counted;             /* among those that are being served */
        struct workers_job job;
        struct waiter waiter;
};

/* A request line has come. */
void visit_start(struct visit *visit, const char *target);

/* The head is whole. False if the visit is suspended: it is somebody else's then. */
bool visit_take_head(struct visit *visit, const char *method);

/* A part of the body. False if the connection is to be closed, since far too much has come. */
bool visit_take_body(struct visit *visit, const char *bytes, size_t length);

/* All of it has come. It is answered, or leaves. */
void visit_work(struct visit *visit);

/* Suspends a visit that leaves: it is somebody else's then. The library looks for bytes before it calls again
 * when it is resumed, unless it knew that no more are wanted, and would take a client who has closed his side
 * for one who is gone: so this is done one call later than it could be. */
void visit_leave(struct visit *visit);

/* The answer is complete, and what it was: one line in the log. `bytes` of its body. */
void visit_tell(struct visit *visit, size_t bytes);

/* The call is somebody else's from now on: a stream's. */
void visit_give_call(struct visit *visit);

/* The request is over; whatever is left of it is released. */
void visit_end(struct visit *visit);
