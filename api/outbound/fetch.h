/*
 * fetch - calls other services over HTTP. It is the only file that includes libcurl.
 *
 * The caller sets limits: time, size, and whether private addresses may be reached (address.h). Redirects are
 * not followed, proxies of the environment not used, cookies not kept, and no protocols but http and https
 * used; certificates are verified. Any number of threads may fetch at the same time.
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
        const char *body; /* sent with POST; NULL: the method is GET */
        size_t body_length;
        long timeout_ms;           /* for the whole request, including the resolution of the name */
        size_t answer_max;         /* the longest body of the answer, in bytes */
        bool allow_http;           /* permits requests without TLS */
        bool allow_private;        /* permits private addresses */
        const atomic_bool *ending; /* if it becomes true, the request is aborted; may be NULL */
};

enum fetch_outcome {
        FETCH_ANSWERED,  /* there is an answer, with any status */
        FETCH_BAD_URL,   /* the URL is malformed or not permitted */
        FETCH_PRIVATE,   /* the name resolves to a private address */
        FETCH_TOO_LARGE, /* the answer is longer than answer_max */
        FETCH_FAILED,    /* no connection, an invalid certificate, or no answer in time */
};

struct fetch_answer {
        long status;        /* 0 if there was none; also set if the answer was too large or incomplete */
        struct buffer body; /* the caller must clear it */
        long retry_after_s; /* the answer's Retry-After in seconds; -1 if it has none */
        char reason[128];   /* of FETCH_FAILED: why, in English; else "" */
};

/* Initialises libcurl; called once in a process, before other threads start. False if it cannot be used. */
bool fetch_start(void);
void fetch_end(void);

/* Makes a request. *ret is set in any case; its body is empty unless the outcome is FETCH_ANSWERED. */
enum fetch_outcome fetch(const struct fetch_request *request, struct fetch_answer *ret);
