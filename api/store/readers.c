/*
 * readers - quick reads, sent by a thread for each processor that keeps one connection full.
 *
 * Whoever reads leaves his statement in a queue. A reader takes all that are queued, sends them down its
 * connection at once (pipeline mode), and tells each owner when its answer has come; what is queued meanwhile
 * is sent before the reader waits for the next answer. So many statements share the system calls and context
 * switches of a round trip, and no thread waits for each. A reader returns its connection to the pool when it
 * has nothing to do.
 *
 * Nothing is repeated and no error is described here: a statement that fails is run once more by its owner in
 * the ordinary way, which does both. If one fails, the server skips those behind it up to the end of its
 * batch; they are left to their owners, too.
 */
#include "store/internal.h"
#include "store/wait.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

/* One reader keeps a processor busy. They leave half of the connections to others. */
#define READERS_MAX 16
/* How many statements end with one synchronisation, and may be lost together. */
#define BATCH_MAX   16
/* The owners of reads go on in the readers' threads, which need no deep stack. */
#define STACK       ((size_t)512 * 1024)

/* A list of reads in their order. */
struct reads {
        struct quick_read *first, **last;
};

struct readers {
        struct store *store;
        pthread_mutex_t mutex;
        pthread_cond_t put;
        struct reads queue;
        bool ended;
        int count, count_max; /* of the threads; they are started with the first read */
        pthread_t threads[READERS_MAX];
};

/* A reader's thread. */
struct reader {
        struct readers *readers;
        struct connection *connection; /* NULL: it has none, since it has nothing to do */
        struct reads sent;             /* what the server has not answered yet */
        bool failed; /* a statement failed, so that what is prepared on the connection is not known */
};

static void reads_add(struct reads *reads, struct quick_read *read)
{
        read->next = NULL;
        *reads->last = read;
        reads->last = &read->next;
}

static struct quick_read *reads_take(struct reads *reads)
{
        struct quick_read *read = reads->first;
        reads->first = read->next;
        if (!reads->first)
                reads->last = &reads->first;
        return read;
}

static int smallest(int a, int b, int c)
{
        int smaller = a < b ? a : b;
        return smaller < c ? smaller : c;
}

struct readers *store_readers_new(struct store *store, int connections_max)
{
        struct readers *readers = calloc(1, sizeof *readers);
        if (!readers)
                return NULL;
        readers->store = store;
        readers->count_max =
                smallest((int)sysconf(_SC_NPROCESSORS_ONLN), (connections_max + 1) / 2, READERS_MAX);
        readers->queue.last = &readers->queue.first;
        pthread_mutex_init(&readers->mutex, NULL);
        pthread_cond_init(&readers->put, NULL);
        return readers;
}

void store_readers_free(struct readers *readers)
{
        if (!readers)
                return;
        pthread_mutex_lock(&readers->mutex);
        readers->ended = true;
        pthread_cond_broadcast(&readers->put);
        pthread_mutex_unlock(&readers->mutex);
        for (int i = 0; i < readers->count; i++)
                pthread_join(readers->threads[i], NULL);
        pthread_cond_destroy(&readers->put);
        pthread_mutex_destroy(&readers->mutex);
        free(readers);
}

/* Tells the owner that its read is over; it may be gone afterwards. */
static void end_read(struct quick_read *read, PGresult *result)
{
        read->result = result;
        read->done(read);
}

static void give_up(struct reads *reads)
{
        while (reads->first)
                end_read(reads_take(reads), NULL);
}

/* Sends a statement; it is prepared first if this connection has not done so. False if the connection is
 * broken. */
static bool send_read(struct connection *connection, struct quick_read *read)
{
        const struct sql *sql = read->sql;
        char name[PREPARED_NAME_SIZE];
        struct prepared *place = store_connection_prepared(connection, read->text, name);
        read->prepares = place && !place->text;
        if (!place) /* no room to prepare more */
                return PQsendQueryParams(connection->pg, read->text, sql->parameter_count, NULL,
                                         sql->parameters, NULL, NULL, 0) == 1;
        if (read->prepares && (!PQsendPrepare(connection->pg, name, read->text, sql->parameter_count, NULL) ||
                               !store_connection_keep_prepared(connection, place, read->text)))
                return false;
        return PQsendQueryPrepared(connection->pg, name, sql->parameter_count, sql->parameters, NULL, NULL,
                                   0) == 1;
}

/* Sends a batch, and notes its statements as sent. False if the connection is broken. */
static bool send_batch(struct reader *reader, struct reads *batch)
{
        bool good = true;
        while (batch->first) {
                struct quick_read *read = reads_take(batch);
                reads_add(&reader->sent, read);
                good = good && send_read(reader->connection, read);
                read->ends_batch = !batch->first;
        }
        return good && PQpipelineSync(reader->connection->pg) == 1;
}

/* The one result of a command in the pipeline, with the NULL that ends it; NULL if it does not come in time.
 */
static PGresult *read_result(struct connection *connection)
{
        struct timespec deadline = wait_deadline(connection->answer_ms);
        PGresult *result = wait_for_answer(connection->pg, &deadline) ? PQgetResult(connection->pg) : NULL;
        if (result && wait_for_answer(connection->pg, &deadline))
                PQclear(PQgetResult(connection->pg));
        return result;
}

/* Reads the end of a batch. */
static bool read_sync(struct connection *connection)
{
        struct timespec deadline = wait_deadline(connection->answer_ms);
        PGresult *result = wait_for_answer(connection->pg, &deadline) ? PQgetResult(connection->pg) : NULL;
        bool good = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        PQclear(result);
        return good;
}

/* Reads the answer to the statement that was sent first. False if the connection is broken; the statement is
 * then still among those that were sent. */
static bool read_answer(struct reader *reader)
{
        struct connection *connection = reader->connection;
        struct quick_read *read = reader->sent.first;
        const bool ends_batch = read->ends_batch;
        PGresult *prepared = read->prepares ? read_result(connection) : NULL;
        if (read->prepares && !prepared)
                return false;
        PQclear(prepared);
        PGresult *result = read_result(connection);
        if (!result)
                return false;
        if (PQresultStatus(result) != PGRES_TUPLES_OK) {
                reader->failed = true;
                PQclear(result);
                result = NULL;
        }
        reads_take(&reader->sent);
        end_read(read, result);
        return !ends_batch || read_sync(connection);
}

/* Takes the head of the queue. If there is nothing to do, waits for it. */
static void take_batch(struct reader *reader, struct reads *ret)
{
        struct readers *readers = reader->readers;
        pthread_mutex_lock(&readers->mutex);
        while (!readers->queue.first && !readers->ended && !reader->connection)
                pthread_cond_wait(&readers->put, &readers->mutex);
        for (int i = 0; i < BATCH_MAX && readers->queue.first; i++)
                reads_add(ret, reads_take(&readers->queue));
        pthread_mutex_unlock(&readers->mutex);
}

/* Takes all that is queued: it could not be run either. */
static void take_all(struct readers *readers, struct reads *ret)
{
        pthread_mutex_lock(&readers->mutex);
        while (readers->queue.first)
                reads_add(ret, reads_take(&readers->queue));
        pthread_mutex_unlock(&readers->mutex);
}

static bool borrow(struct reader *reader)
{
        char *detail = NULL;
        enum problem problem = store_pool_borrow(reader->readers->store, STORE_READ, STORE_NOBODY,
                                                 &reader->connection, &detail);
        free(detail);
        if (problem)
                return false;
        reader->failed = false;
        reader->connection->broken = PQenterPipelineMode(reader->connection->pg) != 1;
        return true;
}

static void give_back(struct reader *reader)
{
        struct connection *connection = reader->connection;
        if (!connection->broken)
                connection->broken = PQexitPipelineMode(connection->pg) != 1 ||
                                     (reader->failed && !store_connection_unprepare(connection));
        reader->connection = NULL;
        store_pool_return(reader->readers->store, connection);
}

/* Sends what is queued, unless an answer is at hand already, or the connection must be cleaned first. False
 * if there is nothing more to do. */
static bool send_queued(struct reader *reader)
{
        struct connection *connection = reader->connection;
        struct reads batch = {.last = &batch.first};
        if (connection && reader->sent.first && (reader->failed || !PQisBusy(connection->pg)))
                return true;
        if (connection && reader->failed)
                return false;
        take_batch(reader, &batch);
        if (!batch.first)
                return reader->sent.first;
        if (!connection && !borrow(reader)) {
                take_all(reader->readers, &batch);
                give_up(&batch);
                return false;
        }
        connection = reader->connection;
        connection->broken = !send_batch(reader, &batch) || connection->broken;
        return true;
}

static bool has_ended(struct readers *readers)
{
        pthread_mutex_lock(&readers->mutex);
        bool ended = readers->ended && !readers->queue.first;
        pthread_mutex_unlock(&readers->mutex);
        return ended;
}

static void *serve(void *context)
{
        struct reader reader = {.readers = context, .sent.last = &reader.sent.first};
        while (!has_ended(reader.readers)) {
                while (send_queued(&reader)) {
                        struct connection *connection = reader.connection;
                        connection->broken = connection->broken || !read_answer(&reader);
                        if (connection->broken)
                                break;
                }
                if (reader.connection)
                        give_back(&reader);
                give_up(&reader.sent);
        }
        return NULL;
}

/* Starts the threads; the mutex is held. False if there is not even one. */
static bool start(struct readers *readers)
{
        pthread_attr_t attributes;
        if (readers->count || pthread_attr_init(&attributes) != 0)
                return readers->count;
        pthread_attr_setstacksize(&attributes, STACK);
        while (readers->count < readers->count_max &&
               pthread_create(&readers->threads[readers->count], &attributes, serve, readers) == 0)
                readers->count++;
        pthread_attr_destroy(&attributes);
        return readers->count;
}

void store_read_begin(struct store *store, struct quick_read *read)
{
        struct readers *readers = store_readers(store);
        read->text = sql_text(read->sql);
        pthread_mutex_lock(&readers->mutex);
        bool queued = read->text && start(readers);
        if (queued) {
                reads_add(&readers->queue, read);
                pthread_cond_signal(&readers->put);
        }
        pthread_mutex_unlock(&readers->mutex);
        if (!queued)
                end_read(read, NULL);
}

size_t store_read_bytes(const struct quick_read *read)
{
        return read->result ? PQresultMemorySize(read->result) : 0;
}

struct rows *store_read_end(struct quick_read *read, struct arena *arena)
{
        PGresult *result = read->result;
        read->result = NULL;
        return result ? rows_keep(arena, result) : NULL;
}

/* A read for which a thread waits. */
struct awaited {
        struct quick_read read;
        sem_t done;
};

static void wake(struct quick_read *read)
{
        sem_post(&((struct awaited *)read)->done);
}

static enum problem run_alone(struct store *store, struct arena *arena, struct sql *sql,
                              struct session **ret_session, struct rows **ret_rows)
{
        enum problem problem = store_borrow(store, STORE_READ, STORE_NOBODY, arena, ret_session);
        if (!problem)
                problem = store_run(*ret_session, sql, ret_rows);
        if (*ret_session)
                store_return(*ret_session);
        return problem;
}

enum problem store_read(struct store *store, struct arena *arena, struct sql *sql,
                        struct session **ret_session, struct rows **ret_rows)
{
        struct awaited awaited = {.read = {.sql = sql, .done = wake}};
        *ret_session = NULL;
        sem_init(&awaited.done, 0, 0);
        store_read_begin(store, &awaited.read);
        while (sem_wait(&awaited.done) != 0)
                ;
        sem_destroy(&awaited.done);
        *ret_rows = store_read_end(&awaited.read, arena);
        return *ret_rows ? PROBLEM_NONE : run_alone(store, arena, sql, ret_session, ret_rows);
}
