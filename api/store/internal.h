/*
 * internal - what the units of this room share; no other room includes it.
 */
#pragma once

#include "store/store.h"

#include <libpq-fe.h>
#include <stdint.h>
#include <time.h>

/* How many prepared statements a connection keeps. The service uses some two hundred; beyond this number
 * statements run unprepared. */
#define PREPARED_MAX 256

/* A statement that has been prepared on a connection. */
struct prepared {
        uint64_t hash;
        char *text;
};

/* How much longer than the statement timeout an answer is waited for. A healthy server ends a statement
 * within the timeout. */
#define ANSWER_GRACE_MS 2000

/* A connection to the database, free in the pool or lent to a session. */
struct connection {
        PGconn *pg;
        struct prepared prepared[PREPARED_MAX]; /* open addressing by hash; text NULL: free */
        size_t prepared_count;
        bool broken;      /* it cannot be used any more, and is closed when it is returned */
        bool unconfirmed; /* the last commit was not confirmed by a standby: it is on this server only */
        int answer_ms;    /* how long an answer is waited for; 0: without limit */
        struct timespec opened; /* when it was opened */
        enum store_use use;     /* the lane that it is lent in */
        uint64_t who;           /* the caller that it is lent to */
        struct connection *next_free;
};

/* A connection on loan to one call, and the last problem that it had. */
struct session {
        struct store *store;
        struct arena *arena;
        struct connection *connection; /* NULL once it is returned */
        char sqlstate[6];              /* of the last problem */
        const char *detail;            /* the database's message */
        const char *reason;            /* what our own triggers reported of a refusal; or NULL */
};

/* Takes a connection out of the pool, or opens one. If the database refuses it, *ret_detail (malloc'ed) is
 * its message. */
enum problem store_pool_borrow(struct store *store, enum store_use use, uint64_t who, struct connection **ret,
                               char **ret_detail);

/* Returns a connection to the pool; a transaction that is still open is rolled back. */
void store_pool_return(struct store *store, struct connection *connection);

/* Opens and sets up a connection; NULL with *ret_detail (malloc'ed, or NULL) if that fails. */
PGconn *store_connection_open(const struct store_options *options, char **ret_detail);

/* Runs a text without parameters, as PQexec() does, but waits no longer than the connection's answer_ms. NULL
 * if there was no answer; the connection is then broken. */
PGresult *store_execute_on(struct connection *connection, const char *text);

/* Notices when the server warns that a commit was not confirmed by a standby. */
void store_take_notices(struct connection *connection);

/* Forgets the prepared statements, without telling the server. */
void store_connection_forget(struct connection *connection);

/* Forgets them here and deallocates them on the server; false if the connection is broken. */
bool store_connection_unprepare(struct connection *connection);

/* Reopens a connection that was found dead, in place; false if that fails. */
bool store_connection_renew(struct store *store, struct connection *connection);

/* The slot of a statement in the table of prepared ones, and the name that goes with it. If the statement is
 * not prepared yet, it is a free slot (text NULL); NULL if there is none. */
#define PREPARED_NAME_SIZE 32
struct prepared *store_connection_prepared(struct connection *connection, const char *text,
                                           char name[PREPARED_NAME_SIZE]);

/* Notes that a statement has been prepared in a free slot; false if memory runs out. */
bool store_connection_keep_prepared(struct connection *connection, struct prepared *place, const char *text);

/* The threads that run quick reads (readers.c). */
struct readers;
struct readers *store_readers_new(struct store *store, int connections_max);
/* Ends the threads after what is queued. */
void store_readers_free(struct readers *readers);
struct readers *store_readers(struct store *store);

/* Stores why a statement failed, and returns the problem for the caller. The result is released with the
 * session. */
enum problem store_explain(struct session *session, PGresult *result);

/* The problem for the caller that an SQLSTATE means; NULL or "" means that the connection was lost. */
enum problem store_problem_of_sqlstate(const char *sqlstate);
