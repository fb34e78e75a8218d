/*
 * call - one request, parsed and checked against the contract, and the answer to it.
 *
 * `http` fills in what came over the wire and writes out the answer; handlers see only this. Everything in it
 * lives in the call's arena and dies with it. A handler that cannot go on says why once, with call_fail(),
 * and returns false; everything above just returns.
 */
#pragma once

#include "base/buffer.h"
#include "base/problem.h"
#include "contract/contract.h"
#include "contract/target.h"

#include <stdint.h>

/* What one request may take, its body and the parsed tree of it included. */
#define CALL_MEMORY_MAX ((size_t)64 * 1024 * 1024)

/* Our largest resource, minutes with their text, stays far below. */
#define CALL_BODY_MAX ((size_t)1024 * 1024)

/* An answer is never larger than 500 resources of the largest kind that people write. */
#define ANSWER_MAX ((size_t)64 * 1024 * 1024)

/* Who calls. */
struct caller {
        const char *id;       /* of the key, or the consumer of a token; NULL: nobody has said */
        const char *name;     /* for the history */
        const char *supplier; /* who works for him, of a token; NULL: he himself */
        const char *scopes;
        const char
                *bound; /* the organisations he writes for, as SQL writes an array; NULL: he writes nothing */
};

/* Bound to nobody: may write everything that his scopes allow. It has to be said. */
#define CALLER_UNBOUND "*"

/* If-Match or If-None-Match. */
struct condition {
        bool given;
        bool any;                /* * */
        const char *const *tags; /* the opaque parts, without quotes and W/ */
        size_t count;
};

struct argument {
        const struct parameter *parameter;
        const char **texts;
        size_t count;
};

struct sort_key {
        const char *name;
        bool descending;
};
#define SORT_KEYS_MAX 6

struct referrer {
        const char *collection, *id, *pointer;
};

/* An answer that is made while it is sent. next() adds its next piece, nothing at its end; false: it cannot
 * go on. What it stands on lives in the call's arena, which lasts until the last piece is sent or the client
 * is gone. */
struct answer_stream {
        bool (*next)(void *context, struct buffer *out);
        void *context;
        bool live; /* pieces come as things happen: each leaves at once, and no proxy may keep it */
};

/* How often the caller may ask, and where he stands after this request. */
struct rate {
        unsigned limit;     /* requests at once; 0: any number */
        unsigned remaining; /* of them, now */
        unsigned reset_s;   /* until all of them are there again */
        unsigned retry_s;   /* until one is; 0: there is one */
};

struct answer {
        unsigned status; /* 0: 200 */
        struct buffer body;
        struct answer_stream stream; /* what comes after `body`; no next(): nothing */
        bool broken;                 /* a stream that could not be ended */
        const char *borrowed;        /* instead of `body`: bytes that outlive the answer */
        size_t borrowed_length;
        const char *media_type;      /* NULL: application/json */
        const char *etag;            /* with its quotes */
        const char *location, *next; /* an address below this server */
        const char *allow;
        struct rate rate;
        const char *revision;
        const char *erasure;  /* of an answer about the past: the revision at which it was last cut */
        unsigned retry_after; /* in seconds; 0: as usual */
        bool lags;            /* it may be older than what was known: not to be kept */
        bool replayed;        /* it is the answer that was given to the same request before */
        bool immutable;       /* what is at the address never changes */
        bool own_pictures;    /* a page whose style sheet has pictures in itself */
        bool close;           /* the connection: what follows on it cannot be trusted */
        enum problem problem;
        struct fault detail;
        bool has_detail;
        const struct referrer *referrers;
        size_t referrer_count;
        const char *findings;        /* what a write broke, as a JSON array; NULL: nothing */
        const char *database_detail; /* for the log only */
};

/* A body too large for memory, in a file that nobody else can open and that is gone when it is closed. It
 * stands at its beginning. */
struct upload {
        int file;
        size_t length;
        bool too_large; /* what came beyond the limit is not in it */
        bool failed;    /* it could not be written */
};

/* Of a request that writes several resources: where one of them stands in its body, as a JSON pointer in the
 * arena;
 * "" if that cannot be said. */
struct places {
        const char *(*find)(void *context, const char *collection, const char *id);
        void *context;
};

struct call {
        struct arena *arena;
        const struct contract *contract;
        const struct operation *operation;
        const char *request_id;
        enum language language;
        struct target target;
        const char *id; /* the one in the path, or NULL */
        struct argument *arguments;
        size_t argument_count;
        struct sort_key sort[SORT_KEYS_MAX];
        size_t sort_count;
        struct names fields, include;
        bool dry_run;
        bool strict; /* Prefer: handling=strict */
        const char *body;
        size_t body_length;
        const struct upload *upload; /* instead of `body`, of operations that take one */
        const char *body_type;
        const char
                *answer_type; /* the media type to answer in: one of the operation's; NULL if it has none */
        struct condition if_match, if_none_match;
        struct caller caller;
        int64_t at_least;     /* the revision that the answer must not be older than; 0: any */
        int64_t known;        /* the register's revision before the answer was made; -1: nobody knows */
        bool elsewhere;       /* may be read from a standby */
        struct places places; /* no find(): the body is the resource */
        struct faults faults;
        struct answer answer;
};

/* Finds parameters in the target and checks them all: unknown ones, repeated ones, wrong values. Faults are
 * added to the call's. False if memory runs out. */
bool call_read_parameters(struct call *call);

/* Takes a header that the operation names among its parameters, as an argument, and checks it; NULL: it is
 * not sent. False if memory runs out. */
bool call_read_header(struct call *call, const char *name, const char *value);

/* The value of a parameter, its default, or NULL if it has neither. */
const char *call_argument(const struct call *call, const char *name);

/* All values of a repeatable one; NULL and 0 if it is not given. */
const struct argument *call_arguments(const struct call *call, const char *name);

/* Whether the caller has a scope, by exact token; samrad:admin has all. */
bool call_has_scope(const struct call *call, const char *scope);

/* Ends the call with a problem; false always, so that `return call_fail(…)` reads well. The first failure
 * counts. */
bool call_fail(struct call *call, enum problem problem, enum fault_code detail, const char *arg0,
               const char *arg1);

/* The same with the call's faults as the reason. */
bool call_fail_faults(struct call *call, enum problem problem);

/* Forgets what was answered, and what was wrong: the call is run again. */
void call_start_over(struct call *call);

/* Out of memory, or a broken promise of our own. */
bool call_fail_internal(struct call *call, const char *why);

/* Reads a list of entity tags, or `*`; NULL: none is given. What is wrong with it becomes a fault at its
 * place. False if memory runs out. */
bool condition_read(struct call *call, enum fault_place place, const char *where, const char *value,
                    struct condition *ret);

/* Whether a condition names this tag (without quotes). */
bool condition_names(const struct condition *condition, const char *tag);
