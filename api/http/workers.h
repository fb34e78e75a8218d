/*
 * workers - a pool of threads for work that may have to wait, and the queue in front of it.
 *
 * The queue has two lanes, for jobs that are known to be quick and for the others. Some workers take only
 * quick jobs, so that these never wait behind slow ones. A job is embedded in the object that it works on, so
 * queueing allocates nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct workers_job {
        void (*run)(struct workers_job *job);
        void (*drop)(
                struct workers_job *job); /* is called instead if the workers end before the job's turn */
        bool quick;
        struct workers_job *next;
};

struct workers;

/* `queue_max`: how many new jobs may wait in a lane. NULL if memory or threads run out. */
struct workers *workers_start(int count, int queue_max);

/* Queues a new job; false if its lane is full, or the workers have ended. */
bool workers_put(struct workers *workers, struct workers_job *job);

/* Queues a job that continues work that was begun, even if its lane is full; false if the workers have ended.
 */
bool workers_put_back(struct workers *workers, struct workers_job *job);

/* How many jobs are waiting. */
int workers_waiting(struct workers *workers);

/* Accepts no more jobs, waits for those that run, and drops those that are queued. */
void workers_end(struct workers *workers);

/* Ends the workers if workers_end() was not called, and frees them. */
void workers_free(struct workers *workers);
