/*
 * call - one request, parsed and checked against the contract, and the answer to it.
 *
 * `http` fills in what came over the wire and writes out the answer; handlers see only this. Everything in it
 * lives in the call's arena and dies with it. A handler that cannot go on says why once, with call_fail(),
 * and returns false; everything above just returns.
 */
#pragma once

#include "base/buffer.h"
#include "words/problem_table.h"
#include "contract/contract.h"
#include "call/target.h"

#include <stdint.h>

/* What one request may take, its body and the parsed tree of it included. */
#define CALL_MEMORY_MAX ((size_t)64 * 1024 * 1024)

/* Our largest resource, minutes with their text, stays far below. */
#define CALL_BODY_MAX ((size_t)1024 * 1024)

/* An answer is never larger than 500 resources of the largest kind that people write. */
#define ANSWER_MAX ((size_t)64 * 1024 * 1024)

/* Who calls. */
struct caller {
        const char *id;       /* of the key, or the consumer of a token; NULL: no key or token was sent */
        const char *name;     /* by which the history shows who wrote */
        const char *supplier; /* who works for him, of a token; NULL: he himself */
        const char *scopes;   /* what the key or token permits, with spaces between */
        uint64_t who; /* a number that stands for him, or for his address: whose share of what is scarce he
                         takes; 0: nobody's, on this machine */
        const char
                *bound; /* the organisations he writes for, as SQL writes an array; NULL: he writes nothing */
};

/* `bound` of a caller who may write for every organisation. */
#define CALLER_UNBOUND "*"

/* If-Match or If-None-Match. */
struct condition {
        bool given;              /* the header was sent */
        bool any;                /* it is an asterisk, which every tag meets */
        const char *const *tags; /* the opaque parts, without quotes, W/ and what proxies add */
        size_t count;
};

/* A parameter of the operation with the values that were sent. */
struct argument {
        const struct parameter *parameter;
        const char **texts; /* in their canonical form */
        size_t count;       /* 0: it was not sent */
};

/* One column of the order of a list. */
struct sort_key {
        const char *name;
        bool descending;
};
#define SORT_KEYS_MAX 6

/* A resource that refers to another, and the JSON pointer at which it does. */
struct referrer {
        const char *collection, *id, *pointer;
};

/* An answer that is made while it is sent. next() adds its next piece, nothing at its end; false: it cannot
 * go on. What it stands on lives in the call's arena, which lasts until the last piece is sent or the client
 * is gone. */
struct answer_stream {
        bool (*next)(void *context, struct buffer *out);
        void *context;
        size_t length; /* of all its pieces, where that is known; 0: it is not */
        bool live;     /* pieces come as things happen: each leaves at once, and no proxy may keep it */
};

/* How many requests the caller may make, and how many are left after this one. */
struct rate {
        unsigned limit;     /* requests at once; 0: any number */
        unsigned remaining; /* of them, now */
        unsigned reset_s;   /* until all of them are there again */
        unsigned retry_s;   /* until one is; 0: there is one */
};

/* How an answer's bytes are packed for the way. */
enum coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI, CODING_COUNT };

/* The answer to a call, as a handler leaves it: a body or a stream with its header fields, or a problem. */
struct answer {
        unsigned status;             /* 0: 200 */
        struct buffer body;          /* a buffer of its own, which the server clears */
        struct answer_stream stream; /* what comes after `body`; no next(): nothing */
        bool broken;                 /* a stream that could not be ended */
        const char *borrowed;        /* instead of `body`: bytes that outlive the answer */
        size_t borrowed_length;
        uint64_t mark;          /* of these very bytes (call_new_mark, call_fixed_mark); 0: they have none */
        enum coding coding;     /* of the body, or of what the stream becomes */
        const char *media_type; /* NULL: application/json */
        const char *accept_patch;    /* media types that a PATCH here takes; NULL: it is not about that */
        const char *etag;            /* with its quotes */
        const char *location, *next; /* an address below this server */
        const char
                *content_location; /* the resource that the body represents, where that is not the target */
        const char *disposition;   /* of bytes that somebody brought: how they may be shown, and their name */
        const char *range;         /* which of them these are */
        const char *allow;         /* the methods of the target, where they are part of the answer */
        const char
                *allow_across; /* of these, what pages of other origins may use; NULL: no page has to know */
        struct rate rate;
        const char *revision; /* of the register, that the answer shows or made */
        const char *erasure;  /* of an answer about the past: the revision at which it was last cut */
        unsigned retry_after; /* in seconds; 0: as usual */
        bool lags;            /* it may be older than what was known: not to be kept */
        bool replayed;        /* it is the answer that was given to the same request before */
        bool immutable;       /* what is at the address never changes */
        bool close;           /* the connection: what follows on it cannot be trusted */
        enum problem problem; /* why the call failed; NONE: it has not */
        struct fault detail;  /* the problem's own sentence, if it has_detail */
        bool has_detail;
        const struct referrer *referrers; /* of a resource that is not deleted, since these refer to it */
        size_t referrer_count;
        const char *findings;        /* what a write broke, as a JSON array; NULL: nothing */
        const char *database_detail; /* for the log only */
};

/* A body too large for memory, in a file that nobody else can open and that is gone when it is closed. It
 * stands at its beginning. */
struct upload {
        int file;
        size_t length;
        size_t max;     /* bytes */
        bool too_large; /* what came beyond the limit is not in it */
        bool failed;    /* it could not be written */
};

/* What a call does in the database: reads or writes some resources, judges many bodies or for long, searches.
 */
enum call_use { CALL_ORDINARY, CALL_JUDGES, CALL_SEARCHES };

/* Of a request that writes several resources: where one of them stands in its body, as a JSON pointer in the
 * arena;
 * "" if that cannot be said. */
struct places {
        const char *(*find)(void *context, const char *collection, const char *id);
        void *context;
};

struct call {
        struct arena *arena; /* everything in the call lives in it */
        const struct contract *contract;
        const struct operation *operation; /* NULL until it is found, and where the target has none */
        const char *request_id;            /* as the log and the answer have it */
        enum language language;            /* of sentences in the answer */
        struct target target;
        const char *id;             /* the one in the path, or NULL */
        struct argument *arguments; /* one for each parameter of the operation */
        size_t argument_count;
        struct sort_key sort[SORT_KEYS_MAX]; /* the order that was asked for, or the operation's default */
        size_t sort_count;
        struct names fields, include; /* the members to show, and what to show with them */
        bool dry_run;                 /* a trial: nothing of it stays */
        bool strict;                  /* Prefer: handling=strict */
        const char *body;
        size_t body_length;
        const struct upload *upload; /* instead of `body`, of operations that take one */
        const char *body_type;       /* its media type: one of the operation's; NULL if it takes none */
        const char
                *answer_type; /* the media type to answer in: one of the operation's; NULL if it has none */
        struct condition if_match, if_none_match;
        struct caller caller;
        int64_t at_least;     /* the revision that the answer must not be older than; 0: any */
        int64_t known;        /* the register's revision before the answer was made; -1: unknown */
        bool elsewhere;       /* may be read from a standby */
        enum call_use use;    /* what it needs the database for: there is a lane for each */
        struct places places; /* no find(): the body is the resource */
        struct faults faults; /* what is wrong with the request, as far as it has been looked at */
        struct answer answer;
};

/* Whether the call is for a page that people read. Other sites link to pages, and add parameters of their own
 * to distinguish their readers: a page passes over parameters that it does not know. */
bool call_is_page(const struct call *call);

/* Finds parameters in the target and checks them all: unknown ones, repeated ones, wrong values. Faults are
 * added to the call's. */
void call_read_parameters(struct call *call);

/* Takes a header that the operation names among its parameters, as an argument, and checks it; NULL: it is
 * not sent. */
void call_read_header(struct call *call, const char *name, const char *value);

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

/* Makes *ret the call again, with memory of its own and nothing answered or found wrong yet: for work that is
 * done beside the call, or in parts that each give their memory back. */
void call_copy(const struct call *call, struct arena *arena, struct call *ret);

/* Ends the call with the problem that a copy of it ended with: its faults, its reason and what the database
 * said are copied into the call's memory. False always. */
bool call_fail_as(struct call *call, const struct call *copy);

/* Forgets what was answered, and what was wrong: the call is run again. */
void call_start_over(struct call *call);

/* A number that no other answer has: who keeps an answer to give it again gives it one, so that others can
 * keep what they make of it. Any thread may call. */
uint64_t call_new_mark(void);

/* The same of bytes that are always the same under a name, since they are part of the program. */
uint64_t call_fixed_mark(const char *name);

/* A place of a quota that a call holds: it is given back with the call's arena, or before. */
struct call_place;
struct quota;

/* Takes a place for the caller, and waits for one for at most `ms`. NULL after call_fail(): he has his share
 * already, or others have all, which is said as `full`. */
struct call_place *call_take_place(struct call *call, struct quota *quota, int ms, enum fault_code full);

/* Gives it back before the call ends. */
void call_leave_place(struct call_place *place);

/* A broken promise of our own. */
bool call_fail_internal(struct call *call, const char *why);

/* Reads a list of entity tags, or `*`; NULL: none is given. What is wrong with it becomes a fault of the
 * header or the JSON pointer `where`. */
void call_read_condition(struct call *call, enum fault_place place, const char *where, const char *value,
                         struct condition *ret);

/* Whether a condition names this tag (without quotes). */
bool call_condition_names(const struct condition *condition, const char *tag);
