#include "http/workers.h"

#include <pthread.h>
#include <stdlib.h>

/* The stack of a worker: handlers use a few kilobytes, libpq and Jansson more. */
#define STACK ((size_t)512 * 1024)

/* One worker in four, and at least one of two, takes only quick jobs. */
#define LEFT_FOR_QUICK 4

struct lane {
        struct workers_job *first, **last;
        int running, running_max;
        int waiting;
};

enum { QUICK, SLOW, LANES };

struct workers {
        pthread_mutex_t mutex;
        pthread_cond_t put;
        struct lane lanes[LANES];
        int next;        /* the lane that is looked at first */
        int waiting_max; /* in each lane */
        bool ended;
        int count;
        pthread_t threads[];
};

/* The next job of the lane, if it may have one more worker. */
static struct workers_job *take_from(struct lane *lane)
{
        struct workers_job *job = lane->first;
        if (!job || lane->running == lane->running_max)
                return NULL;
        lane->first = job->next;
        if (!lane->first)
                lane->last = &lane->first;
        lane->running++;
        lane->waiting--;
        return job;
}

/* Takes a job from the lanes in turn, so that neither starves the other. */
static struct workers_job *take(struct workers *workers, struct lane **ret_lane)
{
        for (int i = 0; i < LANES; i++) {
                struct lane *lane = &workers->lanes[(workers->next + i) % LANES];
                struct workers_job *job = take_from(lane);
                if (job) {
                        workers->next = lane == &workers->lanes[QUICK] ? SLOW : QUICK;
                        *ret_lane = lane;
                        return job;
                }
        }
        return NULL;
}

static void *work(void *context)
{
        struct workers *workers = context;
        pthread_mutex_lock(&workers->mutex);
        while (!workers->ended) {
                struct lane *lane;
                struct workers_job *job = take(workers, &lane);
                if (!job) {
                        pthread_cond_wait(&workers->put, &workers->mutex);
                        continue;
                }
                pthread_mutex_unlock(&workers->mutex);
                job->run(job);
                pthread_mutex_lock(&workers->mutex);
                lane->running--;
        }
        pthread_mutex_unlock(&workers->mutex);
        return NULL;
}

static bool start_threads(struct workers *workers, int count)
{
        pthread_attr_t attributes;
        if (pthread_attr_init(&attributes) != 0)
                return false;
        pthread_attr_setstacksize(&attributes, STACK);
        while (workers->count < count &&
               pthread_create(&workers->threads[workers->count], &attributes, work, workers) == 0)
                workers->count++;
        pthread_attr_destroy(&attributes);
        return workers->count == count;
}

struct workers *workers_start(int count, int queue_max)
{
        struct workers *workers = calloc(1, sizeof *workers + (size_t)count * sizeof *workers->threads);
        if (!workers)
                return NULL;
        pthread_mutex_init(&workers->mutex, NULL);
        pthread_cond_init(&workers->put, NULL);
        int left = count > 1 ? (count + LEFT_FOR_QUICK - 1) / LEFT_FOR_QUICK : 0;
        const int running_max[LANES] = {[QUICK] = count, [SLOW] = count - left};
        for (int i = 0; i < LANES; i++) {
                workers->lanes[i].running_max = running_max[i];
                workers->lanes[i].last = &workers->lanes[i].first;
        }
        workers->waiting_max = queue_max;
        if (start_threads(workers, count))
                return workers;
        workers_free(workers);
        return NULL;
}

static bool put(struct workers *workers, struct workers_job *job, bool anyhow)
{
        struct lane *lane = &workers->lanes[job->quick ? QUICK : SLOW];
        job->next = NULL;
        pthread_mutex_lock(&workers->mutex);
        bool taken = !workers->ended && (anyhow || lane->waiting < workers->waiting_max);
        if (taken) {
                *lane->last = job;
                lane->last = &job->next;
                lane->waiting++;
                pthread_cond_signal(&workers->put);
        }
        pthread_mutex_unlock(&workers->mutex);
        return taken;
}

bool workers_put(struct workers *workers, struct workers_job *job)
{
        return put(workers, job, false);
}

bool workers_put_back(struct workers *workers, struct workers_job *job)
{
        return put(workers, job, true);
}

int workers_waiting(struct workers *workers)
{
        pthread_mutex_lock(&workers->mutex);
        int waiting = workers->lanes[QUICK].waiting + workers->lanes[SLOW].waiting;
        pthread_mutex_unlock(&workers->mutex);
        return waiting;
}

static void drop_waiting(struct lane *lane)
{
        while (lane->first) {
                struct workers_job *job = lane->first;
                lane->first = job->next;
                job->drop(job); /* it may have been freed by now */
        }
}

void workers_end(struct workers *workers)
{
        pthread_mutex_lock(&workers->mutex);
        workers->ended = true;
        pthread_cond_broadcast(&workers->put);
        pthread_mutex_unlock(&workers->mutex);
        for (int i = 0; i < workers->count; i++)
                pthread_join(workers->threads[i], NULL);
        workers->count = 0;
        for (int i = 0; i < LANES; i++)
                drop_waiting(&workers->lanes[i]);
}

void workers_free(struct workers *workers)
{
        if (!workers)
                return;
        workers_end(workers);
        pthread_mutex_destroy(&workers->mutex);
        pthread_cond_destroy(&workers->put);
        free(workers);
}
