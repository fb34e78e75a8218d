/*
 * exchange - takes one request through its stages to its answer. It does not know Ulfius.
 *
 * An event loop calls exchange_begin(), which answers what needs no waiting: refusals, kept answers, 304, and
 * what is part of the program. For everything else a worker calls exchange_go_on(). Each step runs in a
 * guard.
 */
#pragma once

#include "http/stages.h"

/* What is done with a request's body, decided from its head: it is kept in memory, written to a file, or not
 * read, since the request is refused whatever the body is. ADMISSION_WAITS: the decision has to wait for the
 * database. */
enum admission { ADMISSION_ORDINARY, ADMISSION_UPLOAD, ADMISSION_REFUSED, ADMISSION_WAITS };

/* *ret_max is the limit of an upload, in bytes. With `may_wait` false, as event loops call it, the function
 * does not wait but returns ADMISSION_WAITS. */
enum admission exchange_admit(const struct server_options *options, const struct incoming *incoming,
                              bool may_wait, size_t *ret_max);

struct exchange {
        const struct server_options *options;
        struct incoming incoming; /* the request */
        struct call *call;        /* not allocated in its own arena, which is reset if memory runs out */
        bool checked;             /* the stages before the handler have been passed */
};

enum exchange_step {
        EXCHANGE_ANSWERED, /* call->answer is complete, body included */
        EXCHANGE_PAUSED,   /* exchange_go_on() is to be called when call->answer.pause is over */
        EXCHANGE_WAITS,    /* exchange_go_on() is to be called by a thread that may wait */
};

/* The first step, which never waits. */
enum exchange_step exchange_begin(struct exchange *exchange);

/* The next step. Never returns EXCHANGE_WAITS. */
enum exchange_step exchange_go_on(struct exchange *exchange);

/* Makes the answer 503 for overload. */
void exchange_refuse(struct exchange *exchange);
