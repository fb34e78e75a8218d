/*
 * store - the database: a bounded pool of connections, statements, transactions. The only room that knows
 * libpq.
 *
 * A request borrows one connection, late, and gives it back early; it never holds two (two would deadlock
 * under load). Waiting for one is bounded. What goes wrong comes back as a problem to
 * answer with; the database's own words are kept apart, for the log only.
 *
 * A store may be used by any number of threads, a session by one.
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
        const char *role;   /* what every session acts as; NULL: the login itself */
        int connections_max;
        int wait_ms;              /* for a free connection */
        int statement_timeout_ms; /* for one statement; 0: none */
        int life_ms; /* a connection is not used for longer, so that it finds a better server; 0: for ever */
};

/* Connects nothing yet. NULL if memory runs out. The options' strings must outlive the store. */
struct store *store_new(const struct store_options *options);
void store_free(struct store *store);

/* Connections are lent in lanes, so that no use of them shuts another out. Writers may have to wait for each
 * other's locks, and never hold all, so that readers go on. What judges bodies keeps the database busy for
 * long, and gets half of them. A search keeps a processor busy, and searches get a quarter of them. What
 * lasts as long as its reader likes gets a connection at once or not at all, and never more than a quarter of
 * them. */
enum store_use { STORE_READ, STORE_WRITE, STORE_CHECK, STORE_SEARCH, STORE_LONG, STORE_USES };

/* For whom a connection is lent who has no share of a lane: he may have all of it. */
#define STORE_NOBODY 0

/* Borrows a connection for somebody (a number that stands for him), in a session that lives in `arena` and is
 * given back with it at the latest. Of each lane one caller gets a part only: others find the rest.
 * After a problem it is there for store_detail() alone, or NULL. */
enum problem store_borrow(struct store *store, enum store_use use, uint64_t who, struct arena *arena,
                          struct session **ret_session);

/* Gives it back; a transaction that is still open is rolled back. */
void store_return(struct session *session);

/* The transaction has raised its statement_timeout to `ms`: an answer may take as long, until the session is
 * given back. */
void store_wait_longer(struct session *session, int ms);

/* Runs one statement. *ret_rows (if asked for) live in the statement's arena. A read that meets a dead
 * connection is run once more on a new one, unless a transaction is open; what was borrowed for writing is
 * not, since its commit may have been made and only the answer lost. */
enum problem store_run(struct session *session, struct sql *sql, struct rows **ret_rows);

/* Runs one statement that is known to be quick and only reads, together with those of other threads. The rows
 * live in the arena. *ret_session is for store_detail() after a problem, and may be NULL; it is given back
 * already. */
enum problem store_read(struct store *store, struct arena *arena, struct sql *sql,
                        struct session **ret_session, struct rows **ret_rows);

/* Runs a text without parameters, which may hold several statements: transactions and migrations. */
enum problem store_execute(struct session *session, const char *text);

/* Begins to copy the rows of a statement without parameters, one column of text without control characters
 * each. Until the last row is read nothing else can be done with the session. */
enum problem store_copy_start(struct session *session, struct sql *sql);

/* Adds some rows to `out`, each with a line's end; *ret_more is false when there are no more. */
enum problem store_copy_next(struct session *session, struct buffer *out, bool *ret_more);

/* What the database said of the last problem, for the log: "23505 …"; never for callers. */
const char *store_detail(const struct session *session);

/* What our own triggers say of a refusal (states that begin with "SR"), as JSON; "" if they said nothing. */
const char *store_reason(const struct session *session);

/* The SQLSTATE of the last problem, "" if there is none. */
const char *store_sqlstate(const struct session *session);

/* For metrics: connections open, lent, and how often one was waited for in vain. */
struct store_figures {
        int open, lent;
        unsigned long timeouts, failures;
};
struct store_figures store_figures(struct store *store);
