/*
 * call - one request, parsed and checked against the contract, and the answer to it.
 *
 * The room `http` fills in the request and sends the answer; handlers see nothing of HTTP but this. All
 * memory of a call is in its arena and is released with it. A function that cannot go on reports why with
 * call_fail() and returns false; all functions above it just return false. A
 * handler that has to wait for rows or for the register to change sets answer.pause and returns, so that no
 * thread waits.
 */
#pragma once

#include "base/buffer.h"
#include "words/problem_table.h"
#include "contract/contract.h"
#include "call/target.h"

#include <stdint.h>

/* How much memory one request may use, including its body and the parsed tree of it. */
#define CALL_MEMORY_MAX ((size_t)64 * 1024 * 1024)

/* The largest request body. Our largest resource, minutes with their text, is far smaller. */
#define CALL_BODY_MAX ((size_t)1024 * 1024)

/* The largest answer: 500 resources as large as the largest that people write. */
#define ANSWER_MAX ((size_t)64 * 1024 * 1024)

/* Who calls. */
struct caller {
        const char *id;   /* the key's id, or the token's consumer; NULL if no key or token was sent */
        const char *name; /* the name that the history shows as the author of changes */
        const char
                *supplier;  /* of a token: the organisation that makes the calls for the consumer; or NULL */
        const char *scopes; /* the scopes of the key or token, with spaces between them */
        uint64_t who;      /* whose share of scarce resources the call uses (limiter_caller()); 0: no share */
        const char *bound; /* the organisations that he may write for, as an SQL array; NULL: none */
};

/* `bound` of a caller who may write for all organisations. */
#define CALLER_UNBOUND "*"

/* If-Match or If-None-Match. */
struct condition {
        bool given;              /* the header was sent */
        bool any;                /* it is an asterisk, which matches each tag */
        const char *const *tags; /* the opaque parts, without quotes, W/ and what proxies add */
        size_t count;
};

/* A parameter of the operation with the values that were sent. */
struct argument {
        const struct parameter *parameter;
        const char **texts; /* the values in their canonical form */
        size_t count;       /* how many values were sent */
};

/* One column that a list is sorted by. */
struct sort_key {
        const char *name;
        bool descending;
};
#define SORT_KEYS_MAX 6

/* A resource that refers to another, and the JSON pointer of the reference in it. */
struct referrer {
        const char *collection, *id, *pointer;
};

/* An answer that is made while it is sent. next() adds the next piece. It adds nothing at the end, or if it
 * has to wait (answer.pause), and returns false if it cannot go on. Its memory is in the call's arena, which
 * lasts until the last piece is sent or the client has gone. */
struct answer_stream {
        bool (*next)(void *context, struct buffer *out);
        void *context;
        size_t length; /* the length of all pieces together, if it is known; else 0 */
        bool live;     /* pieces are events: each is sent at once, and proxies must not keep the answer */
};

/* What an answer, or the next piece of a stream, waits for while no thread works on it. */
struct quick_read; /* store/store.h */
struct answer_pause {
        struct quick_read *read; /* it waits for the rows of this statement; NULL: for the register */
        int ms;                  /* the longest time to wait for the register; 0: it does not wait for it */
        int64_t seen; /* a later revision than this ends the pause, as does the end of the process */
        /* Called afterwards to go on making the answer, as a handler does; it may wait again. NULL in a
         * stream, whose next() is called again. */
        bool (*resume)(void *context);
        void *context;
};

/* How many requests the caller may make, and how many are left after this one. */
struct rate {
        unsigned limit;     /* the number of requests at once; 0: no limit */
        unsigned remaining; /* how many of them are left */
        unsigned reset_s;   /* the seconds until all of them are available again */
        unsigned retry_s;   /* the seconds until one is available; 0 if one is now */
};

/* The content coding of an answer: how it is compressed for sending. */
enum coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI, CODING_COUNT };

/* The answer to a call, as a handler leaves it: a body or a stream with its header fields, or a problem. */
struct answer {
        unsigned status;             /* the HTTP status; 0 means 200 */
        struct buffer body;          /* a malloc'ed buffer, which the server clears */
        struct answer_stream stream; /* what is sent after `body`; nothing if it has no next() */
        struct answer_pause pause;   /* what the answer waits for, if it is not made yet */
        bool broken;                 /* the stream failed before its end */
        const char *borrowed;        /* bytes that outlive the answer, sent instead of `body` */
        size_t borrowed_length;
        uint64_t mark;          /* identifies these bytes (call_new_mark(), call_fixed_mark()); 0: no mark */
        enum coding coding;     /* how the body, or the stream, is compressed */
        const char *media_type; /* NULL means application/json */
        const char *accept_patch;     /* the header Accept-Patch: media types for PATCH; or NULL */
        const char *etag;             /* with its quotes */
        const char *location, *next;  /* paths on this server, for the headers Location and Link; or NULL */
        const char *content_location; /* the resource that the body represents, if it is not the target's */
        const char *disposition;      /* the header Content-Disposition; or NULL */
        bool uploaded;                /* bytes that somebody uploaded: they have ranges, and are no page */
        const char *range;            /* the header Content-Range, if the body is a part of the bytes */
        const char *allow;            /* the header Allow; or NULL */
        const char *allow_across;     /* those methods that pages of other origins may use (CORS); or NULL */
        struct rate rate;             /* what the headers say of the rate limit */
        const char *revision;         /* the register's revision that the answer shows or has made */
        const char *erasure;          /* of an answer about the past: the revision of the last erasure */
        unsigned retry_after;         /* the header Retry-After, in seconds; 0: the default */
        bool lags;                    /* it may be older than the latest revision, so it must not be kept */
        bool replayed;                /* it is the stored answer to an earlier, identical request */
        bool immutable;               /* what is at this address never changes */
        bool close;           /* the connection must be closed, since the rest of it cannot be parsed */
        enum problem problem; /* why the call failed; PROBLEM_NONE if it has not */
        struct fault detail;  /* the detail of the problem, if has_detail */
        bool has_detail;
        const struct referrer *referrers; /* the resources because of which one could not be deleted */
        size_t referrer_count;
        const char *findings;        /* the rules that a write would break, as a JSON array; or NULL */
        const char *database_detail; /* the database's message, for the log only */
};

/* A body that is too large for memory, in an open temporary file without a name. The file position is at its
 * beginning. */
struct upload {
        int file;
        size_t length;
        size_t max;     /* bytes */
        bool too_large; /* what came beyond the limit is not in it */
        bool failed;    /* it could not be written */
};

/* What a call does in the database: reads or writes some resources, judges many bodies or takes long, or
 * searches. */
enum call_use { CALL_ORDINARY, CALL_JUDGES, CALL_SEARCHES };

/* For a request that writes several resources: find() returns the JSON pointer (in the arena) of one of them
 * in the request body; "" if it is not known. */
struct places {
        const char *(*find)(void *context, const char *collection, const char *id);
        void *context;
};

/* A request and its answer. */
struct call {
        struct arena *arena; /* all memory of the call */
        const struct contract *contract;
        const struct operation *operation; /* NULL until it is found, and if the target has none */
        const char *request_id;            /* the id of the request in the log and the answer */
        enum language language;            /* the language of sentences in the answer */
        struct target target;              /* the path and query */
        const char *id;                    /* the id in the path; NULL if it has none */
        struct argument *arguments;        /* an element for each parameter of the operation */
        size_t argument_count;
        struct sort_key sort[SORT_KEYS_MAX]; /* the requested order, or the operation's default */
        size_t sort_count;
        struct names fields, include; /* the requested members, and the resources to include */
        bool dry_run;                 /* all that is written is rolled back */
        bool strict;                  /* Prefer: handling=strict */
        const char *body;             /* the request body */
        size_t body_length;
        const struct upload
                *upload;       /* the request body as a file, of operations that accept an upload; or NULL */
        const char *body_type; /* the media type of the body, one of the operation's; NULL if it takes none */
        const char
                *answer_type; /* the media type to answer in, one of the operation's; NULL if it has none */
        struct condition if_match, if_none_match;
        struct caller caller;
        int64_t at_least;      /* the revision that the answer must not be older than; 0: any */
        int64_t known;         /* the latest revision that was known before the answer was made; -1: none */
        bool elsewhere;        /* it may be answered from a standby */
        bool may_pause;        /* it may be left waiting for rows (answer.pause); else its thread waits */
        bool successor_sought; /* whether its resource was merged into another has been looked up */
        const char *today;     /* the day on which it is answered, once it was asked for (access_today()) */
        enum call_use use;     /* it uses the lane for such calls */
        struct places places;  /* without find(), the body is a single resource */
        struct faults faults;  /* the faults of the request that have been found */
        struct answer answer;
};

/* Whether the call is for a page for people. A page ignores unknown parameters, because sites that link to
 * pages add their own ones to track readers. */
bool call_is_page(const struct call *call);

/* Reads the parameters from the target and checks them: unknown ones, repeated ones, wrong values. Faults are
 * added to the call's. */
void call_read_parameters(struct call *call);

/* Reads a header that is a parameter of the operation, and checks it. `value` is NULL if it was not sent. */
void call_read_header(struct call *call, const char *name, const char *value);

/* The value of a parameter, its default, or NULL if it has neither. */
const char *call_argument(const struct call *call, const char *name);

/* All values of a repeatable parameter; NULL if the operation does not have it. */
const struct argument *call_arguments(const struct call *call, const char *name);

/* Whether the caller has a scope; with samrad:admin he has all. */
bool call_has_scope(const struct call *call, const char *scope);

/* Ends the call with a problem. If it has failed before, the first failure counts. Always false, so that the
 * caller can write `return call_fail(…)`. */
bool call_fail(struct call *call, enum problem problem, enum fault_code detail, const char *arg0,
               const char *arg1);

/* Ends the call with 503: it cannot be served now, but a later attempt may succeed. `why` goes to the log
 * only. */
bool call_fail_busy(struct call *call, const char *why);

/* Ends the call with a problem whose reasons are the call's faults. */
bool call_fail_faults(struct call *call, enum problem problem);

/* Makes *ret a copy of the call in another arena, without answer and faults: for work beside the call, or in
 * parts that each release their memory. */
void call_copy(const struct call *call, struct arena *arena, struct call *ret);

/* Ends the call with the problem that a copy of it ended with. Faults, detail and the database's message are
 * copied into the call's memory. Always false. */
bool call_fail_as(struct call *call, const struct call *copy);

/* Clears the answer and the faults, so that the call can be run again. */
void call_start_over(struct call *call);

/* Whether the answer waits for something (answer.pause). */
bool call_has_paused(const struct call *call);

/* The bytes of a whole answer, and their number. */
const char *call_answer_bytes(const struct answer *answer, size_t *ret_length);

/* A mark that no other answer has. Code that keeps an answer for later calls gives it a mark, by which its
 * compressed form can be kept, too. Any thread may call. */
uint64_t call_new_mark(void);

/* The mark of bytes that are always the same under this name, since they are part of the program. */
uint64_t call_fixed_mark(const char *name);

/* A place of a quota (base/quota.h) that a call holds; it is released with the call's arena, or before. */
struct call_place;
struct quota;

/* Takes a place for the caller, waiting for one for at most `ms`. NULL after call_fail(): the caller has his
 * share already; or all places are taken, for which the fault is `full`. */
struct call_place *call_take_place(struct call *call, struct quota *quota, int ms, enum fault_code full);

/* Releases a place before the call ends. */
void call_leave_place(struct call_place *place);

/* Ends the call with an internal error: the reason goes to the log, and the caller gets a reference. Always
 * false. */
bool call_fail_internal(struct call *call, const char *why);

/* Reads a list of entity tags, or `*`; NULL if there is none. Faults are those of the header or the JSON
 * pointer `where`. */
void call_read_condition(struct call *call, enum fault_place place, const char *where, const char *value,
                         struct condition *ret);

/* Whether a condition contains this tag, given without quotes. */
bool call_condition_names(const struct condition *condition, const char *tag);
