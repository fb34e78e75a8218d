/*
 * visit - a request in the server, from its first line to the last byte of its answer.
 *
 * Each connection has one visit, since it has one request at a time. An event loop collects the request
 * (door.c) and begins to answer it. If the answer has to wait, the connection is suspended: the loop ignores
 * it until the thread that made the answer resumes it. libmicrohttpd does not notice meanwhile that a client
 * has closed the connection; so nothing is freed while a worker uses it, and the answer is discarded when it
 * cannot be sent.
 *
 * A visit belongs to one thread at a time: to its loop or, while it is suspended, to the worker.
 */
#pragma once

#include "http/exchange.h"
#include "http/serving.h"

#include <microhttpd.h>

enum visit_state {
        VISIT_NONE,      /* there is no request, or its head is incomplete */
        VISIT_ADMITTING, /* suspended: a worker decides whether its body is accepted */
        VISIT_ADMITTED,  /* that is decided */
        VISIT_TAKING,    /* its body arrives */
        VISIT_LEAVING,   /* its answer has to wait; it will be suspended at the library's next call */
        VISIT_WORKING,   /* suspended: queued, at a worker, or waiting for changes of the register */
        VISIT_ANSWERED,  /* its answer is ready to be sent (reply.h) */
        VISIT_STARVED,   /* memory ran out before there was an answer */
        VISIT_SENDING,   /* the library sends its answer */
};

struct visit {
        struct serving *serving;
        struct MHD_Connection *connection;
        struct client *client;
        enum visit_state state;
        char *target; /* as sent; NULL: there is no request, or memory ran out */
        struct request_head *head;
        struct buffer body;       /* the body, if it is kept in memory */
        struct upload *upload;    /* the body, if it is written to a file; else NULL */
        size_t passed_over;       /* bytes of an upload that were received beyond its limit */
        enum admission admission; /* what is done with the body */
        size_t upload_max;        /* the limit of an upload, in bytes */
        enum exchange_step step;  /* what exchange_begin() returned */
        bool by_worker;           /* a worker has made its answer, or a part of it */
        struct exchange exchange; /* the visit owns its call, until a stream does */
        bool counted;             /* it is counted among the requests in flight */
        struct workers_job job;   /* its place in the workers' queue */
        struct waiter waiter;     /* its place among those who wait for changes */
};

/* The request line has arrived. */
void visit_start(struct visit *visit, const char *target);

/* The head is complete. False if the visit was suspended: the caller must not use it any more. */
bool visit_take_head(struct visit *visit, const char *method);

/* A part of the body has arrived. False if the connection must be closed, since the body is far too large. */
bool visit_take_body(struct visit *visit, const char *bytes, size_t length);

/* The request is complete: afterwards the visit is VISIT_ANSWERED, VISIT_STARVED or VISIT_LEAVING. */
void visit_work(struct visit *visit);

/* Suspends a visit that is VISIT_LEAVING: the caller must not use it any more. This happens one call of the
 * library later than it could: a connection that is suspended before the library knows that the request is
 * complete is read from when it is resumed, and a client that has shut down its sending side would be taken
 * for one that is gone. */
void visit_leave(struct visit *visit);

/* Logs the answer, whose body has so many bytes, and counts it in the metrics. */
void visit_tell(struct visit *visit, size_t bytes);

/* A stream owns the call from now on. */
void visit_give_call(struct visit *visit);

/* The request is over: releases everything that belongs to it. */
void visit_end(struct visit *visit);
