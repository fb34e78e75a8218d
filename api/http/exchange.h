/*
 * exchange - one request through its stages, without a word of Ulfius: door.c brings it, and takes the
 * answer.
 *
 * A loop begins it, and answers by itself what nobody has to be waited for: what is refused, kept, not
 * changed, or part of the program. A worker goes on with the rest. Each step runs in a guard.
 */
#pragma once

#include "http/stages.h"

/* What to do with a body before it comes: keep it in memory, or put it into a file, or not read it, since the
 * request is refused whatever it holds; or that cannot be said without waiting. */
enum admission { ADMISSION_ORDINARY, ADMISSION_UPLOAD, ADMISSION_REFUSED, ADMISSION_WAITS };

/* *ret_max is the limit of an upload, in bytes. A loop may not wait. */
enum admission exchange_admit(const struct server_options *options, const struct incoming *incoming,
                              bool may_wait, size_t *ret_max);

/* The call does not live in its arena, which is emptied if memory runs out. */
struct exchange {
        const struct server_options *options;
        struct incoming incoming;
        struct call *call;
        bool checked; /* all stages before the handler are behind it */
};

enum exchange_step {
        EXCHANGE_ANSWERED, /* call->answer is complete, body included */
        EXCHANGE_PAUSED,   /* exchange_go_on() when call->answer.pause is over */
        EXCHANGE_WAITS,    /* exchange_go_on(), where one may wait */
};

/* The first step, which never waits. */
enum exchange_step exchange_begin(struct exchange *exchange);

/* The next one. Never EXCHANGE_WAITS. */
enum exchange_step exchange_go_on(struct exchange *exchange);

/* Answers that there is too much to do. */
void exchange_refuse(struct exchange *exchange);
