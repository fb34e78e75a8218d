/*
 * shared - quick reads of many threads, sent down one connection together.
 *
 * A thread puts its statement in a queue. If fewer than LEADERS_MAX connections are in use for the queue, the
 * thread becomes a leader: it takes a connection and the head of the queue, sends all statements at once
 * (pipeline mode), reads the answers, and wakes the threads that own them. A single statement is sent like
 * any other; under load the statements share most of the system calls and context switches of a round trip.
 * Nothing is retried and no error is described here: the owner runs a statement that fails once more in the
 * ordinary way, which does both.
 */
#include "store/internal.h"
#include "store/wait.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Two keep two cores busy; measurements show no gain with more. */
#define LEADERS_MAX 2
/* A batch stays far below the socket's buffers, so that sending it never waits for reading. */
#define BATCH_MAX   16

struct job {
        const struct sql *sql;
        const char *text;
        PGresult *result; /* NULL: it was not run, or failed */
        bool done;
        pthread_cond_t changed; /* done, or it is time to lead */
        struct job *next;
};

struct queue {
        pthread_mutex_t mutex;
        struct job *first, **last;
        int leaders;
};

struct queue *store_queue_new(void)
{
        struct queue *queue = calloc(1, sizeof *queue);
        if (queue) {
                pthread_mutex_init(&queue->mutex, NULL);
                queue->last = &queue->first;
        }
        return queue;
}

void store_queue_free(struct queue *queue)
{
        if (queue)
                pthread_mutex_destroy(&queue->mutex);
        free(queue);
}

/* One statement of a batch: whether it was sent or is left to its owner, and whether it had to be prepared
 * first. */
struct sending {
        bool sent, prepares;
};

/* Sends the statement; it is prepared first if this connection has not done so. False if the connection is
 * broken. */
static bool send_job(struct connection *connection, const struct job *job, struct sending *ret)
{
        char name[PREPARED_NAME_SIZE];
        struct prepared *place = store_connection_prepared(connection, job->text, name);
        *ret = (struct sending){.sent = place, .prepares = place && !place->text};
        if (!place)
                return true; /* no room to prepare more */
        if (ret->prepares &&
            (!PQsendPrepare(connection->pg, name, job->text, job->sql->parameter_count, NULL) ||
             !store_connection_keep_prepared(connection, place, job->text)))
                return false;
        return PQsendQueryPrepared(connection->pg, name, job->sql->parameter_count, job->sql->parameters,
                                   NULL, NULL, 0) == 1;
}

/* The one result of a command in the pipeline, with the NULL that ends it. */
static PGresult *read_result(struct connection *connection)
{
        struct timespec deadline = wait_deadline(connection->answer_ms);
        PGresult *result = wait_for_answer(connection->pg, &deadline) ? PQgetResult(connection->pg) : NULL;
        if (result && wait_for_answer(connection->pg, &deadline))
                PQclear(PQgetResult(connection->pg));
        return result;
}

/* Reads the results of a statement; its owner gets none if it failed, or if an earlier one did. False if
 * there is no answer. */
static bool read_job(struct connection *connection, struct job *job, const struct sending *sending)
{
        PGresult *prepared = sending->prepares ? read_result(connection) : NULL;
        PGresult *result = sending->prepares && !prepared ? NULL : read_result(connection);
        bool answered = result, good = PQresultStatus(result) == PGRES_TUPLES_OK;
        PQclear(prepared);
        if (good)
                job->result = result;
        else
                PQclear(result);
        return answered;
}

/* Reads the end of a pipeline; after it the connection can be used normally again. */
static bool read_sync(struct connection *connection)
{
        struct timespec deadline = wait_deadline(connection->answer_ms);
        PGresult *result = wait_for_answer(connection->pg, &deadline) ? PQgetResult(connection->pg) : NULL;
        bool good = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        PQclear(result);
        return good && PQexitPipelineMode(connection->pg) == 1;
}

/* Runs a batch. If a statement fails, the server skips those that follow it in the pipeline. Their owners run
 * them again, and what they should have prepared is not prepared. False if the connection is broken. */
static bool run_batch(struct connection *connection, struct job **jobs, size_t count)
{
        struct sending sendings[BATCH_MAX];
        bool all = true;
        if (PQenterPipelineMode(connection->pg) != 1)
                return false;
        for (size_t i = 0; i < count; i++)
                if (!send_job(connection, jobs[i], &sendings[i]))
                        return false;
        if (PQpipelineSync(connection->pg) != 1)
                return false;
        for (size_t i = 0; i < count; i++) {
                if (sendings[i].sent && !read_job(connection, jobs[i], &sendings[i]))
                        return false;
                all = all && (!sendings[i].sent || jobs[i]->result);
        }
        if (!read_sync(connection))
                return false;
        return all || store_connection_unprepare(connection);
}

/* Takes the head of the queue, runs it, and wakes its owners. The queue's mutex is held on entry and on
 * return. */
static void lead(struct store *store, struct queue *queue)
{
        struct job *jobs[BATCH_MAX];
        size_t count = 0;
        for (; queue->first && count < BATCH_MAX; queue->first = queue->first->next)
                jobs[count++] = queue->first;
        if (!queue->first)
                queue->last = &queue->first;
        queue->leaders++;
        pthread_mutex_unlock(&queue->mutex);
        struct connection *connection;
        char *detail = NULL;
        if (store_pool_borrow(store, STORE_READ, STORE_NOBODY, &connection, &detail) == PROBLEM_NONE) {
                connection->broken = !run_batch(connection, jobs, count);
                store_pool_return(store, connection);
        }
        free(detail);
        pthread_mutex_lock(&queue->mutex);
        queue->leaders--;
        for (size_t i = 0; i < count; i++) {
                jobs[i]->done = true;
                pthread_cond_signal(&jobs[i]->changed);
        }
        if (queue->first)
                pthread_cond_signal(&queue->first->changed);
}

static void run_in_queue(struct store *store, struct queue *queue, struct job *job)
{
        pthread_mutex_lock(&queue->mutex);
        *queue->last = job;
        queue->last = &job->next;
        while (!job->done) {
                if (queue->first && queue->leaders < LEADERS_MAX)
                        lead(store, queue);
                else
                        pthread_cond_wait(&job->changed, &queue->mutex);
        }
        pthread_mutex_unlock(&queue->mutex);
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
        struct job job = {.sql = sql, .text = sql_text(sql), .changed = PTHREAD_COND_INITIALIZER};
        *ret_session = NULL;
        if (!job.text)
                return PROBLEM_OVERLOADED;
        run_in_queue(store, store_queue(store), &job);
        pthread_cond_destroy(&job.changed);
        if (!job.result)
                return run_alone(store, arena, sql, ret_session, ret_rows);
        *ret_rows = rows_keep(arena, job.result);
        return PROBLEM_NONE;
}
