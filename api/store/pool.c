#include "store/internal.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long no new attempt is made after a failure to connect: callers get an error at once instead of
 * queueing up while the database is down. */
#define BACK_OFF_MS 250

/* A caller that waits for a connection. */
struct waiting {
        enum store_use use;
        uint64_t who;
        pthread_cond_t done;
        bool is_done;                  /* it is not in the list any more, and has: */
        enum problem problem;          /* why it gets none, */
        struct connection *connection; /* or a connection; NULL: it may open one */
        struct waiting *next;
};

struct store {
        struct store_options options;
        struct readers *readers;
        pthread_mutex_t mutex;
        struct waiting *waiting; /* who waits for a connection, the longest first */
        struct connection *free; /* the last returned first: hot backends stay hot */
        int open, lent, opening; /* those that are being opened are among both */
        struct loan {
                uint64_t who;
                enum store_use use;
        } * loans; /* of the connections that are lent, in any order: `lent` of them */
        struct timespec down_until;
        char down_reason[200]; /* why the last attempt to connect failed, for those who do not try again yet
                                */
        unsigned long timeouts, failures;
};

struct store *store_new(const struct store_options *options)
{
        assert(options->connections_max > 0);
        struct store *store = calloc(1, sizeof *store);
        if (!store)
                return NULL;
        store->options = *options;
        store->readers = store_readers_new(store, options->connections_max);
        store->loans = calloc((size_t)options->connections_max, sizeof *store->loans);
        if (!store->readers || !store->loans) {
                store_readers_free(store->readers);
                free(store->loans);
                free(store);
                return NULL;
        }
        pthread_mutex_init(&store->mutex, NULL);
        return store;
}

static void connection_free(struct connection *connection)
{
        store_connection_forget(connection);
        PQfinish(connection->pg);
        free(connection);
}

void store_free(struct store *store)
{
        if (!store)
                return;
        store_readers_free(store->readers);
        assert(store->lent == 0);
        while (store->free) {
                struct connection *connection = store->free;
                store->free = connection->next_free;
                connection_free(connection);
        }
        free(store->loans);
        pthread_mutex_destroy(&store->mutex);
        free(store);
}

static struct timespec after_ms(long ms)
{
        struct timespec at;
        clock_gettime(CLOCK_MONOTONIC, &at);
        at.tv_sec += ms / 1000;
        at.tv_nsec += ms % 1000 * 1000000;
        if (at.tv_nsec >= 1000000000 || at.tv_nsec < 0) {
                long carry = at.tv_nsec < 0 ? -1 : 1;
                at.tv_sec += carry;
                at.tv_nsec -= carry * 1000000000;
        }
        return at;
}

static bool is_before(struct timespec a, struct timespec b)
{
        return a.tv_sec < b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

/* Opens one more connection; the mutex is not held, the place in `open` and `lent` is already taken. */
static struct connection *open_connection(struct store *store, char **ret_detail)
{
        struct connection *connection = calloc(1, sizeof *connection);
        if (connection)
                connection->pg = store_connection_open(&store->options, ret_detail);
        if (connection && connection->pg) {
                store_take_notices(connection);
                connection->opened = after_ms(0);
                return connection;
        }
        free(connection);
        return NULL;
}

/* Forgets a loan. */
static void end_loan(struct store *store, enum store_use use, uint64_t who)
{
        int i = 0;
        while (i < store->lent && (store->loans[i].use != use || store->loans[i].who != who))
                i++;
        assert(i < store->lent);
        store->loans[i] = store->loans[--store->lent];
}

/* How many connections all callers of one use may have together. */
static int lane_of(const struct store *store, enum store_use use)
{
        const int max = store->options.connections_max, quarter = (max + 3) / 4;
        const int lanes[] = {[STORE_READ] = max,
                             [STORE_WRITE] = max > 1 ? max - quarter : max,
                             [STORE_CHECK] = (max + 1) / 2,
                             [STORE_SEARCH] = quarter,
                             [STORE_SOON] = max,
                             [STORE_LONG] = quarter};
        return lanes[use];
}

/* How many connections of a lane one caller may have: three quarters for quick uses, a half for long ones. */
static int share_of(enum store_use use, int lane)
{
        bool quick = use != STORE_CHECK && use != STORE_LONG;
        return quick ? lane - lane / 4 : (lane + 1) / 2;
}

/* Whether a caller may get a connection now: there is a free one, or room for another, and neither this
 * caller nor this use has reached its share. */
static bool has_room(const struct store *store, enum store_use use, uint64_t who)
{
        const int lane = lane_of(store, use);
        int used = 0, own = 0;
        for (int i = 0; i < store->lent; i++) {
                used += store->loans[i].use == use;
                own += store->loans[i].use == use && store->loans[i].who == who;
        }
        if (used >= lane || (who != STORE_NOBODY && own >= share_of(use, lane)))
                return false;
        bool opens = store->open < store->options.connections_max && (use != STORE_SOON || !store->opening);
        return store->free || opens;
}

/* How long a connection is waited for. */
static int wait_of(const struct store *store, enum store_use use)
{
        const int ms = store->options.wait_ms;
        return use == STORE_LONG ? 0 : use == STORE_SOON ? ms / 2 : ms;
}

/* How long an answer is waited for; 0: without limit. */
static int answer_of(const struct store *store, enum store_use use)
{
        const int limit = store->options.statement_timeout_ms;
        return use == STORE_SOON ? wait_of(store, use) : limit ? limit + ANSWER_GRACE_MS : 0;
}

/* Takes a free connection, or the right to open one (*ret NULL), for which there is room; the mutex is held.
 */
static enum problem take(struct store *store, enum store_use use, uint64_t who, struct connection **ret)
{
        *ret = store->free;
        if (store->free)
                store->free = store->free->next_free;
        else if (is_before(after_ms(0), store->down_until))
                return PROBLEM_DATABASE_DOWN;
        else
                store->open++, store->opening++;
        store->loans[store->lent++] = (struct loan){who, use};
        return PROBLEM_NONE;
}

/* Serves those who wait, each if there is room for it now; the mutex is held. To be called whenever room may
 * have come: so nobody waits for whom there is room, and a newcomer overtakes only those whose share is used
 * up. */
static void serve_waiting(struct store *store)
{
        struct waiting **place = &store->waiting;
        while (*place) {
                struct waiting *waiting = *place;
                if (!has_room(store, waiting->use, waiting->who)) {
                        place = &waiting->next;
                        continue;
                }
                *place = waiting->next;
                waiting->problem = take(store, waiting->use, waiting->who, &waiting->connection);
                waiting->is_done = true;
                pthread_cond_signal(&waiting->done);
        }
}

static void leave(struct store *store, const struct waiting *waiting)
{
        struct waiting **place = &store->waiting;
        while (*place != waiting)
                place = &(*place)->next;
        *place = waiting->next;
}

static void wait_in_line(struct store *store, struct waiting *self)
{
        const struct timespec deadline = after_ms(wait_of(store, self->use));
        struct waiting **end = &store->waiting;
        pthread_condattr_t clock;
        pthread_condattr_init(&clock);
        pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
        pthread_cond_init(&self->done, &clock);
        pthread_condattr_destroy(&clock);
        while (*end)
                end = &(*end)->next;
        *end = self;
        while (!self->is_done && pthread_cond_timedwait(&self->done, &store->mutex, &deadline) != ETIMEDOUT)
                ;
        if (!self->is_done)
                leave(store, self);
        pthread_cond_destroy(&self->done);
}

/* Takes a connection, or the right to open one, or waits for it; the mutex is held. */
static enum problem take_in_turn(struct store *store, enum store_use use, uint64_t who,
                                 struct connection **ret)
{
        struct waiting self = {.use = use, .who = who, .problem = PROBLEM_OVERLOADED};
        if (has_room(store, use, who))
                return take(store, use, who, ret);
        if (use != STORE_LONG)
                wait_in_line(store, &self);
        if (!self.is_done)
                store->timeouts++;
        *ret = self.connection;
        return self.problem;
}

static void give_up_place(struct store *store, enum store_use use, uint64_t who, const char *reason)
{
        end_loan(store, use, who);
        store->open--;
        store->failures++;
        store->down_until = after_ms(BACK_OFF_MS);
        snprintf(store->down_reason, sizeof store->down_reason, "%s", reason ? reason : "no connection");
        serve_waiting(store);
}

enum problem store_pool_borrow(struct store *store, enum store_use use, uint64_t who, struct connection **ret,
                               char **ret_detail)
{
        struct connection *connection = NULL;
        pthread_mutex_lock(&store->mutex);
        enum problem problem = take_in_turn(store, use, who, &connection);
        if (problem == PROBLEM_DATABASE_DOWN)
                *ret_detail = strdup(store->down_reason);
        pthread_mutex_unlock(&store->mutex);
        if (!problem && !connection) {
                connection = open_connection(store, ret_detail);
                pthread_mutex_lock(&store->mutex);
                store->opening--;
                if (connection)
                        serve_waiting(store); /* whoever may not open one beside another */
                else
                        give_up_place(store, use, who, *ret_detail);
                pthread_mutex_unlock(&store->mutex);
                problem = connection ? PROBLEM_NONE : PROBLEM_DATABASE_DOWN;
        }
        if (!problem) {
                connection->answer_ms = answer_of(store, use);
                connection->use = use;
                connection->who = who;
                *ret = connection;
        }
        return problem;
}

/* Whether a connection can be used again: it has no open transaction and no unread answer. */
static bool is_clean(struct connection *connection)
{
        PGconn *pg = connection->pg;
        if (connection->broken)
                return false;
        PGTransactionStatusType status = PQtransactionStatus(pg);
        if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR) {
                PQclear(store_execute_on(connection, "rollback"));
                status = PQtransactionStatus(pg);
        }
        return status == PQTRANS_IDLE && PQstatus(pg) == CONNECTION_OK && !connection->broken;
}

/* Connections are replaced from time to time if a preferred server may come back or change (life_ms). */
static bool is_old(const struct store *store, const struct connection *connection)
{
        struct timespec last = after_ms(-(long)store->options.life_ms);
        return store->options.life_ms > 0 && is_before(connection->opened, last);
}

void store_pool_return(struct store *store, struct connection *connection)
{
        bool keep = is_clean(connection) && !is_old(store, connection);
        pthread_mutex_lock(&store->mutex);
        end_loan(store, connection->use, connection->who);
        if (keep) {
                connection->next_free = store->free;
                store->free = connection;
        } else {
                store->open--;
        }
        serve_waiting(store);
        pthread_mutex_unlock(&store->mutex);
        if (!keep)
                connection_free(connection);
}

static void return_deferred(void *session)
{
        store_return(session);
}

/* The session is tied to the arena before it has a connection, so that the connection is always returned. */
enum problem store_borrow(struct store *store, enum store_use use, uint64_t who, struct arena *arena,
                          struct session **ret_session)
{
        struct session *session = arena_alloc(arena, sizeof *session);
        char *detail = NULL;
        *session = (struct session){.store = store, .arena = arena};
        arena_defer(arena, return_deferred, session);
        enum problem problem = store_pool_borrow(store, use, who, &session->connection, &detail);
        arena_defer(arena, free, detail);
        session->detail = detail;
        if (problem && !detail)
                session->detail = problem == PROBLEM_OVERLOADED ? "no connection was given back in time"
                                                                : "no connection";
        *ret_session = session;
        return problem;
}

void store_return(struct session *session)
{
        struct connection *connection = session->connection;
        session->connection = NULL;
        if (connection)
                store_pool_return(session->store, connection);
}

struct readers *store_readers(struct store *store)
{
        return store->readers;
}

bool store_connection_renew(struct store *store, struct connection *connection)
{
        store_connection_forget(connection);
        PGconn *pg = store_connection_open(&store->options, NULL);
        if (!pg)
                return false;
        PQfinish(connection->pg);
        connection->pg = pg;
        store_take_notices(connection);
        connection->opened = after_ms(0);
        return true;
}

struct store_figures store_figures(struct store *store)
{
        pthread_mutex_lock(&store->mutex);
        struct store_figures figures = {store->open, store->lent, store->timeouts, store->failures};
        pthread_mutex_unlock(&store->mutex);
        return figures;
}
