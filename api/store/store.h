/*
 * store - the database: a bounded pool of connections, statements and transactions. This is the only room
 * that includes libpq.
 *
 * A request borrows a connection as late as possible and returns it as early as possible. It never holds two,
 * since that would deadlock under load. Waiting for a connection is bounded. A failure is returned as the
 * problem to answer with; the database's own message is kept for the log only.
 *
 * A store may be used by any number of threads, a session by one at a time.
 */
#pragma once

#include "words/problem_table.h"
#include "store/rows.h"
#include "store/sql.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct session;

struct store_options {
        const char *url;    /* libpq connection string or URI */
        const char *target; /* libpq's target_session_attrs; NULL: as the url says */
        const char *role;   /* the role that sessions act as; NULL: the login itself */
        int connections_max;
        int wait_ms;              /* how long to wait for a free connection */
        int statement_timeout_ms; /* the longest time of a statement; 0: no limit */
        int life_ms; /* how long a connection is used; a new one may find a better server; 0: no limit */
};

/* Makes a store without connections yet. NULL if memory runs out. The options' strings must outlive the
 * store. */
struct store *store_new(const struct store_options *options);
void store_free(struct store *store);

/* Connections are lent in lanes, so that one use of them cannot shut another out. STORE_WRITE: writers may
 * wait for each other's locks, so they never get all connections, and reads go on. STORE_CHECK: calls that
 * judge bodies keep the database busy for long; they get at most half of the connections. STORE_SEARCH: a
 * search keeps a processor busy; searches get at most a quarter. STORE_SOON: a quick read that another server
 * can answer waits half as long as others, for a connection and for the answer, and one of them at a time
 * opens a connection. STORE_LONG: calls that last as long as their
 * client reads get a connection at once or not at all, and at most a quarter of them. */
enum store_use { STORE_READ, STORE_WRITE, STORE_CHECK, STORE_SEARCH, STORE_SOON, STORE_LONG, STORE_USES };

/* The number of a caller that has no share of a lane: it may have all of it. */
#define STORE_NOBODY 0

/* Borrows a connection for a caller (`who` is a number that identifies it), in a session that belongs to
 * `arena` and is returned with it at the latest. One caller gets only a part of each lane, so that others get
 * the rest. After a problem *ret_session is for store_detail() only, or NULL. */
enum problem store_borrow(struct store *store, enum store_use use, uint64_t who, struct arena *arena,
                          struct session **ret_session);

/* Returns the connection; a transaction that is still open is rolled back. */
void store_return(struct session *session);

/* Makes the session wait for answers for `ms`, until it is returned; for a transaction that has raised its
 * statement_timeout to this. */
void store_wait_longer(struct session *session, int ms);

/* Runs a statement. *ret_rows (if not NULL) live in the statement's arena. If the connection is found dead, a
 * read outside of a transaction is run once more on a new one. A session borrowed for writing is not retried,
 * since its commit may have been made and only the answer lost. */
enum problem store_run(struct session *session, struct sql *sql, struct rows **ret_rows);

/* A quick statement that only reads, sent down one connection together with others. It belongs to the store
 * from store_read_begin() until `done` is called. */
struct quick_read {
        struct sql *sql;
        /* Called once, in a thread that other reads wait for, or by store_read_begin(). */
        void (*done)(struct quick_read *read);
        /* the store's own: */
        struct pg_result *result;
        const char *text;
        bool prepares, ends_batch;
        struct quick_read *next;
};
void store_read_begin(struct store *store, struct quick_read *read);

/* The size of what a read that is done has found, in bytes; 0 if it was not run, or failed. */
size_t store_read_bytes(const struct quick_read *read);

/* The rows of a read that is done, in the arena. NULL if it was not run, or failed: run it in a session,
 * which tells why. To be called once, lest the rows leak. */
struct rows *store_read_end(struct quick_read *read, struct arena *arena);

/* Runs a quick statement and waits for it. The rows live in the arena. After a problem *ret_session is for
 * store_detail() only, or NULL; it is returned already. */
enum problem store_read(struct store *store, struct arena *arena, struct sql *sql,
                        struct session **ret_session, struct rows **ret_rows);

/* Runs a text without parameters, which may have several statements; for transactions and schema files. */
enum problem store_execute(struct session *session, const char *text);

/* Begins to copy the rows of a statement without parameters; each row must be one column of text without
 * control characters. The session cannot be used for anything else until the last row is read. */
enum problem store_copy_start(struct session *session, struct sql *sql);

/* Adds some rows to `out`, each as a line; *ret_more is false after the last. */
enum problem store_copy_next(struct session *session, struct buffer *out, bool *ret_more);

/* The database's message of the last problem, for the log only: "23505 …". */
const char *store_detail(const struct session *session);

/* What our own triggers reported of a refusal (SQLSTATEs that begin with "SR"), as JSON; "" if nothing. */
const char *store_reason(const struct session *session);

/* The SQLSTATE of the last problem, "" if there is none. */
const char *store_sqlstate(const struct session *session);

/* Figures for metrics. */
struct store_figures {
        int open, lent;                   /* how many connections are open, and lent */
        unsigned long timeouts, failures; /* how often none became free in time, or none could be opened */
};
struct store_figures store_figures(struct store *store);
