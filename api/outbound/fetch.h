/*
 * fetch - calls other services over HTTP: the only room that knows libcurl.
 *
 * One call, one answer, within limits that the caller sets: time, size, and whether private addresses may be
 * reached (address.h). No redirect is followed, no proxy out of the environment used, no cookie kept, nothing
 * but http and https spoken; certificates are checked. Any number of threads may fetch at the same time.
 */
#pragma once

#include "base/buffer.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct fetch_request {
        const char *url;
        const char *const *headers; /* "Name: value" */
        size_t header_count;
        const char *body; /* NULL: GET; else POST */
        size_t body_length;
        long timeout_ms;           /* for all of it, resolving the name included */
        size_t answer_max;         /* bytes of an answer's body; one that is longer is not taken */
        bool allow_http;           /* without TLS, too */
        bool allow_private;        /* private addresses, too */
        const atomic_bool *ending; /* NULL, or where to see that nobody waits for the answer any longer */
};

enum fetch_outcome {
        FETCH_ANSWERED,  /* with whatever status */
        FETCH_BAD_URL,   /* not an address that we would call */
        FETCH_PRIVATE,   /* the name stands for a private address */
        FETCH_TOO_LARGE, /* an answer over the limit */
        FETCH_FAILED,    /* no connection, no certificate, no answer in time */
};

struct fetch_answer {
        long status; /* 0: none came; it may also be known of an answer that was too large or broke off */
        struct buffer body; /* the caller's to clear */
        long retry_after_s; /* as the answer asks; -1: it does not */
        char reason[128];   /* of FETCH_FAILED, in English; "" otherwise */
};

/* Once in a process, before any other thread starts. False if the library cannot be used. */
bool fetch_start(void);
void fetch_end(void);

/* The answer is filled in any case; its body is empty unless it was answered. */
enum fetch_outcome fetch(const struct fetch_request *request, struct fetch_answer *ret);
