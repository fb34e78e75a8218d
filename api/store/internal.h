/*
 * internal - what the units of the store share; no other room includes this.
 */
#pragma once

#include "store/store.h"

#include <libpq-fe.h>
#include <stdint.h>
#include <time.h>

/* Prepared statements kept on one connection: the shapes in use are some two hundred. Past that, statements
 * run unprepared. */
#define PREPARED_MAX 256

/* A statement that has been prepared on a connection. */
struct prepared {
        uint64_t hash;
        char *text;
};

/* A server that is well ends a statement within its own limit; whoever hears nothing for so much longer gives
 * up. */
#define ANSWER_GRACE_MS 2000

/* A connection to the database, free in the pool or lent to a session. */
struct connection {
        PGconn *pg;
        struct prepared prepared[PREPARED_MAX]; /* open addressing by hash; text NULL: free */
        size_t prepared_count;
        bool broken;      /* in a state that is not worth mending: closed when it is given back */
        bool unconfirmed; /* the last commit stands on this server alone: its standby was not waited for */
        int answer_ms;    /* how long an answer is waited for; 0: for ever */
        struct timespec opened;
        enum store_use use; /* what it is lent for, */
        uint64_t who;       /* and to whom */
        struct connection *next_free;
};

/* A connection on loan to one call, and the last problem that it had. */
struct session {
        struct store *store;
        struct arena *arena;
        struct connection *connection; /* NULL once given back */
        char sqlstate[6];
        const char *detail;
        const char *reason; /* of a refusal by our own triggers; NULL: none */
};

/* Takes a connection out of the pool, or opens one; *ret_detail (malloc'ed) says why there is none, if the
 * database said it. */
enum problem store_pool_borrow(struct store *store, enum store_use use, uint64_t who, struct connection **ret,
                               char **ret_detail);

/* Puts it back; a transaction that is still open is rolled back. */
void store_pool_return(struct store *store, struct connection *connection);

/* A new connection, set up; NULL with *ret_detail (malloc'ed or NULL) if there is none to be had. */
PGconn *store_connection_open(const struct store_options *options, char **ret_detail);

/* Runs a text without parameters, as PQexec() does, for as long as the connection waits for an answer. NULL:
 * it did not come, and the connection is broken. */
PGresult *store_execute_on(struct connection *connection, const char *text);

/* Notes what the server remarks on commits that it did not get confirmed. */
void store_take_notices(struct connection *connection);

/* Forgets what was prepared. */
void store_connection_forget(struct connection *connection);

/* The same here and on the server; false if the connection is of no more use. */
bool store_connection_unprepare(struct connection *connection);

/* A connection that was found dead, made anew in place. */
bool store_connection_renew(struct store *store, struct connection *connection);

/* A statement's place among the prepared ones, its own or (text NULL) a free one, and the name that goes with
 * it; NULL if there is no room. */
#define PREPARED_NAME_SIZE 32
struct prepared *store_connection_prepared(struct connection *connection, const char *text,
                                           char name[PREPARED_NAME_SIZE]);

/* Notes that the statement of a free place has been prepared; false if memory runs out. */
bool store_connection_keep_prepared(struct connection *connection, struct prepared *place, const char *text);

/* Where quick reads of many threads meet (shared.c). */
struct queue;
struct queue *store_queue_new(void);
void store_queue_free(struct queue *queue);
struct queue *store_queue(struct store *store);

/* Remembers what went wrong, and says what it means for the caller. The result is released with the session.
 */
enum problem store_explain(struct session *session, PGresult *result);

/* What an SQLSTATE means for the caller; NULL or "" means that the connection is gone. */
enum problem store_problem_of_sqlstate(const char *sqlstate);
