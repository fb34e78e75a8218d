#include "store/listener.h"

#include "base/embedded.h"
#include "store/internal.h"
#include "store/wait.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How often the database is asked if no notification arrives, since one may have been lost. */
#define ASK_EVERY_MS   3000
#define RECONNECT_MS   500
/* How long a caller waits at most while the revision is unknown; then it queries the database itself. */
#define UNKNOWN_MAX_MS 1000

struct listener {
        struct store_options options;
        pthread_t thread, waker;
        int stop[2]; /* a pipe: closed at the writing end when it is time to end */
        _Atomic int64_t revision;
        atomic_bool writable, schema_whole, doubted;
        struct connection connection; /* the thread's own */
        pthread_mutex_t mutex;        /* of those who wait */
        pthread_cond_t moved;
        struct waiter *waiters; /* who wait without a thread; the waker calls them back */
        pthread_cond_t look;    /* the waker has to look at the waiters */
        bool released;          /* all waiting has ended, for shutdown */
        bool ended;             /* the waker ends */
};

int64_t listener_revision(struct listener *listener)
{
        return listener ? atomic_load(&listener->revision) : -1;
}

static void learn(struct listener *listener, int64_t revision)
{
        int64_t known = atomic_load(&listener->revision);
        while (known < revision && !atomic_compare_exchange_weak(&listener->revision, &known, revision))
                ;
        if (known >= revision)
                return;
        pthread_mutex_lock(&listener->mutex);
        pthread_cond_broadcast(&listener->moved);
        pthread_cond_signal(&listener->look);
        pthread_mutex_unlock(&listener->mutex);
}

static struct timespec after_ms(int ms)
{
        struct timespec at;
        clock_gettime(CLOCK_MONOTONIC, &at);
        at.tv_sec += ms / 1000;
        at.tv_nsec += ms % 1000 * 1000000L;
        at.tv_sec += at.tv_nsec / 1000000000;
        at.tv_nsec %= 1000000000;
        return at;
}

static bool is_past(struct timespec at)
{
        struct timespec now = after_ms(0);
        return now.tv_sec > at.tv_sec || (now.tv_sec == at.tv_sec && now.tv_nsec >= at.tv_nsec);
}

bool listener_wait(struct listener *listener, int64_t seen, int ms)
{
        struct timespec deadline = after_ms(ms),
                        unknown = after_ms(ms < UNKNOWN_MAX_MS ? ms : UNKNOWN_MAX_MS);
        int result = 0;
        pthread_mutex_lock(&listener->mutex);
        while (!listener->released && result != ETIMEDOUT && listener_revision(listener) <= seen)
                result = pthread_cond_timedwait(&listener->moved, &listener->mutex,
                                                listener_revision(listener) < 0 ? &unknown : &deadline);
        bool goes_on = !listener->released;
        pthread_mutex_unlock(&listener->mutex);
        return goes_on;
}

void listener_release(struct listener *listener)
{
        pthread_mutex_lock(&listener->mutex);
        listener->released = true;
        pthread_cond_broadcast(&listener->moved);
        pthread_cond_signal(&listener->look);
        pthread_mutex_unlock(&listener->mutex);
}

static int64_t now_ms(void)
{
        struct timespec now = after_ms(0);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct timespec at_ms(int64_t ms)
{
        return (struct timespec){ms / 1000, ms % 1000 * 1000000};
}

/* While nobody knows the revision he looks for himself before long. */
static void shorten_wait(struct waiter *waiter, int64_t now)
{
        if (waiter->until_ms > now + UNKNOWN_MAX_MS)
                waiter->until_ms = now + UNKNOWN_MAX_MS;
}

void listener_await(struct listener *listener, struct waiter *waiter)
{
        int64_t now = now_ms();
        waiter->until_ms = now + waiter->ms;
        pthread_mutex_lock(&listener->mutex);
        if (listener_revision(listener) < 0)
                shorten_wait(waiter, now);
        waiter->next = listener->waiters;
        listener->waiters = waiter;
        pthread_cond_signal(&listener->look);
        pthread_mutex_unlock(&listener->mutex);
}

/* Takes out whoever is to be woken now; *ret_next is when the next one will be. */
static struct waiter *take_due(struct listener *listener, int64_t now, int64_t *ret_next)
{
        struct waiter *due = NULL, **link = &listener->waiters;
        int64_t revision = listener_revision(listener);
        *ret_next = INT64_MAX;
        while (*link) {
                struct waiter *waiter = *link;
                if (listener->released || revision > waiter->seen || waiter->until_ms <= now) {
                        *link = waiter->next;
                        waiter->next = due;
                        due = waiter;
                } else {
                        *ret_next = waiter->until_ms < *ret_next ? waiter->until_ms : *ret_next;
                        link = &waiter->next;
                }
        }
        return due;
}

/* Who has been woken may be gone. */
static void wake_all(struct waiter *due)
{
        while (due) {
                struct waiter *waiter = due;
                due = waiter->next;
                waiter->wake(waiter);
        }
}

static void *run_waker(void *context)
{
        struct listener *listener = context;
        pthread_mutex_lock(&listener->mutex);
        while (!listener->ended) {
                int64_t next;
                struct waiter *due = take_due(listener, now_ms(), &next);
                if (due) {
                        pthread_mutex_unlock(&listener->mutex);
                        wake_all(due);
                        pthread_mutex_lock(&listener->mutex);
                } else if (next == INT64_MAX) {
                        pthread_cond_wait(&listener->look, &listener->mutex);
                } else {
                        struct timespec at = at_ms(next);
                        pthread_cond_timedwait(&listener->look, &listener->mutex, &at);
                }
        }
        pthread_mutex_unlock(&listener->mutex);
        return NULL;
}

static void stop_waker(struct listener *listener)
{
        pthread_mutex_lock(&listener->mutex);
        listener->ended = true;
        pthread_cond_signal(&listener->look);
        pthread_mutex_unlock(&listener->mutex);
        pthread_join(listener->waker, NULL);
}

void listener_committed(struct listener *listener, int64_t revision)
{
        if (listener && atomic_load(&listener->revision) >= 0)
                learn(listener, revision);
}

bool listener_writable(struct listener *listener)
{
        return atomic_load(&listener->writable);
}

bool listener_hears(struct listener *listener)
{
        return listener_revision(listener) >= 0 && !atomic_load(&listener->doubted);
}

void listener_doubt(struct listener *listener)
{
        if (listener)
                atomic_store(&listener->doubted, true);
}

bool listener_schema_whole(struct listener *listener)
{
        return atomic_load(&listener->schema_whole);
}

static void take_notices(struct listener *listener, PGconn *pg)
{
        for (PGnotify *notice; (notice = PQnotifies(pg)) != NULL; PQfreemem(notice))
                learn(listener, strtoll(notice->extra, NULL, 10));
}

/* How long to wait for an answer; after that the server or the network is taken to be down. */
static int answer_ms(const struct listener *listener)
{
        return 2 * listener->options.wait_ms;
}

static bool ask_revision(struct listener *listener, PGconn *pg)
{
        PGresult *result =
                wait_execute(pg, "select revision from register.revision_counter", answer_ms(listener));
        bool good = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
        if (good) {
                atomic_store(&listener->doubted, false);
                learn(listener, strtoll(PQgetvalue(result, 0, 0), NULL, 10));
        }
        PQclear(result);
        take_notices(listener,
                     pg); /* that came with the answer: the socket will not become readable for them */
        return good;
}

/* Finds out whether the database commits, and whether a synchronous standby (if there is one) confirms it. It
 * writes a message to the write-ahead log, which is committed like any other change and otherwise ignored. */
static void try_to_commit(struct listener *listener, PGconn *pg)
{
        struct connection *connection = &listener->connection;
        connection->unconfirmed = false;
        PGresult *result = store_execute_on(
                connection, "begin; select pg_logical_emit_message(true, 'samrad', ''); commit");
        bool committed = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
        if (!committed)
                PQclear(wait_execute(pg, "rollback", answer_ms(listener)));
        atomic_store(&listener->writable, committed && !connection->unconfirmed);
}

static bool is_applied(const PGresult *applied, const char *name)
{
        for (int i = 0; i < PQntuples(applied); i++)
                if (strcmp(PQgetvalue(applied, i, 0), name) == 0)
                        return true;
        return false;
}

/* Checks whether all migrations of this program have been applied; without them some requests would fail. */
static void look_at_schema(struct listener *listener, PGconn *pg)
{
        PGresult *applied =
                wait_execute(pg, "select name from samrad_migration.applied", answer_ms(listener));
        bool whole = PQresultStatus(applied) == PGRES_TUPLES_OK;
        for (size_t i = 0; whole && i < embedded_migrations_count; i++)
                whole = is_applied(applied, embedded_migrations[i].name);
        PQclear(applied);
        atomic_store(&listener->schema_whole, whole);
}

enum word { WORD_NONE, WORD_CAME, WORD_END };

/* Waits at most `ms` until the connection is readable, or it is time to end. */
static enum word wait_for_word(struct listener *listener, int socket, int ms)
{
        struct pollfd fds[] = {{.fd = listener->stop[0], .events = POLLIN}, {.fd = socket, .events = POLLIN}};
        poll(fds, socket >= 0 ? 2 : 1, ms);
        return fds[0].revents ? WORD_END : fds[1].revents ? WORD_CAME : WORD_NONE;
}

/* Listens until the connection breaks (false) or it is time to end (true). */
static bool listen_on(struct listener *listener, PGconn *pg)
{
        listener->connection = (struct connection){.pg = pg, .answer_ms = answer_ms(listener)};
        store_take_notices(&listener->connection);
        PGresult *result = wait_execute(pg, "listen samrad_revision", answer_ms(listener));
        bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
        try_to_commit(listener, pg);
        look_at_schema(listener, pg);
        struct timespec next = after_ms(ASK_EVERY_MS);
        good = good && ask_revision(listener, pg);
        while (good) {
                enum word word = wait_for_word(listener, PQsocket(pg), ASK_EVERY_MS);
                if (word == WORD_END)
                        return true;
                good = word == WORD_CAME ? PQconsumeInput(pg) == 1 : ask_revision(listener, pg);
                if (good && is_past(next)) {
                        try_to_commit(listener, pg);
                        if (!listener_schema_whole(listener))
                                look_at_schema(listener, pg);
                        next = after_ms(ASK_EVERY_MS);
                }
                take_notices(listener, pg);
        }
        return false;
}

/* Marks the revision as unknown, whereupon waiting callers query the database themselves. */
static void forget(struct listener *listener)
{
        pthread_mutex_lock(&listener->mutex);
        atomic_store(&listener->revision, -1);
        atomic_store(&listener->writable, false);
        for (struct waiter *waiter = listener->waiters; waiter; waiter = waiter->next)
                shorten_wait(waiter, now_ms());
        pthread_cond_broadcast(&listener->moved);
        pthread_cond_signal(&listener->look);
        pthread_mutex_unlock(&listener->mutex);
}

static void *run(void *context)
{
        struct listener *listener = context;
        bool ending = false;
        while (!ending) {
                PGconn *pg = store_connection_open(&listener->options, NULL);
                if (pg)
                        ending = listen_on(listener, pg);
                PQfinish(pg);
                forget(listener);
                ending = ending || wait_for_word(listener, -1, RECONNECT_MS) == WORD_END;
        }
        return NULL;
}

static void release(struct listener *listener)
{
        pthread_cond_destroy(&listener->moved);
        pthread_cond_destroy(&listener->look);
        pthread_mutex_destroy(&listener->mutex);
        free(listener);
}

static bool start_listening(struct listener *listener)
{
        if (pipe(listener->stop) != 0)
                return false;
        if (pthread_create(&listener->thread, NULL, run, listener) == 0)
                return true;
        close(listener->stop[0]);
        close(listener->stop[1]);
        return false;
}

struct listener *listener_start(const struct store_options *options)
{
        struct listener *listener = calloc(1, sizeof *listener);
        if (!listener)
                return NULL;
        listener->options = *options;
        /* a commit must be confirmed within the time that others wait for a connection; else the server ends
         * its wait for the standby */
        listener->options.statement_timeout_ms = options->wait_ms;
        atomic_init(&listener->revision, -1);
        atomic_init(&listener->writable, false);
        atomic_init(&listener->doubted, false);
        pthread_condattr_t clock;
        pthread_condattr_init(&clock);
        pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
        pthread_mutex_init(&listener->mutex, NULL);
        pthread_cond_init(&listener->moved, &clock);
        pthread_cond_init(&listener->look, &clock);
        pthread_condattr_destroy(&clock);
        if (pthread_create(&listener->waker, NULL, run_waker, listener) == 0) {
                if (start_listening(listener))
                        return listener;
                stop_waker(listener);
        }
        release(listener);
        return NULL;
}

void listener_stop(struct listener *listener)
{
        if (!listener)
                return;
        close(listener->stop[1]);
        pthread_join(listener->thread, NULL);
        close(listener->stop[0]);
        stop_waker(listener);
        release(listener);
}
