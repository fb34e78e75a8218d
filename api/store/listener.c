#include "listener.h"

#include "store/internal.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* How long a connection is trusted without a word; then it is asked. */
#define ASK_EVERY_MS 5000
#define RECONNECT_MS 500

struct listener {
        struct store_options options;
        pthread_t thread;
        int stop[2]; /* a pipe: closed at the writing end when it is time to end */
        _Atomic int64_t revision;
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
}

void listener_committed(struct listener *listener, int64_t revision)
{
        if (listener && atomic_load(&listener->revision) >= 0)
                learn(listener, revision);
}

static bool ask(struct listener *listener, PGconn *pg)
{
        PGresult *result = PQexec(pg, "select revision from register.revision_counter");
        bool good = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
        if (good)
                learn(listener, strtoll(PQgetvalue(result, 0, 0), NULL, 10));
        PQclear(result);
        return good;
}

static bool take_notices(struct listener *listener, PGconn *pg)
{
        if (!PQconsumeInput(pg))
                return false;
        for (PGnotify *notice; (notice = PQnotifies(pg)) != NULL; PQfreemem(notice))
                learn(listener, strtoll(notice->extra, NULL, 10));
        return true;
}

/* Whether it is time to end, after at most so long or when the connection has something to say. */
static bool wait_for_word(struct listener *listener, int socket, int ms)
{
        struct pollfd fds[] = {{.fd = listener->stop[0], .events = POLLIN}, {.fd = socket, .events = POLLIN}};
        poll(fds, socket >= 0 ? 2 : 1, ms);
        return fds[0].revents != 0;
}

/* Listens until the connection breaks (false) or it is time to end (true). */
static bool listen_on(struct listener *listener, PGconn *pg)
{
        PGresult *result = PQexec(pg, "listen samrad_revision");
        bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
        good = good && ask(listener, pg);
        while (good) {
                if (wait_for_word(listener, PQsocket(pg), ASK_EVERY_MS))
                        return true;
                good = take_notices(listener, pg) && ask(listener, pg);
        }
        return false;
}

static void *run(void *context)
{
        struct listener *listener = context;
        bool ending = false;
        while (!ending) {
                PGconn *pg = connection_open(&listener->options, NULL);
                if (pg)
                        ending = listen_on(listener, pg);
                PQfinish(pg);
                atomic_store(&listener->revision, -1);
                ending = ending || wait_for_word(listener, -1, RECONNECT_MS);
        }
        return NULL;
}

struct listener *listener_start(const struct store_options *options)
{
        struct listener *listener = calloc(1, sizeof *listener);
        if (!listener)
                return NULL;
        listener->options = *options;
        atomic_init(&listener->revision, -1);
        if (pipe(listener->stop) == 0) {
                if (pthread_create(&listener->thread, NULL, run, listener) == 0)
                        return listener;
                close(listener->stop[0]);
                close(listener->stop[1]);
        }
        free(listener);
        return NULL;
}

void listener_stop(struct listener *listener)
{
        if (!listener)
                return;
        close(listener->stop[1]);
        pthread_join(listener->thread, NULL);
        close(listener->stop[0]);
        free(listener);
}
