/*
 * workers - a bounded number of threads for what may have to wait, and the queue before them.
 *
 * Jobs stand in two lanes. What is known to be quick never waits behind what is not: some workers are left
 * for it, however many others want the rest. A job is part of what it works for, and allocates nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct workers_job {
        void (*run)(struct workers_job *job);
        void (*drop)(struct workers_job *job); /* instead, if the workers have ended before its turn */
        bool quick;
        struct workers_job *next;
};

struct workers;

/* NULL if memory or threads run out. `queue_max`: of new jobs that wait in a
 * lane. */
struct workers *workers_start(int count, int queue_max);

/* Puts a new job in its lane; false if too many are waiting there, or the workers have ended. */
bool workers_put(struct workers *workers, struct workers_job *job);

/* The same for a job that goes on with what was begun: however many are waiting. */
bool workers_put_back(struct workers *workers, struct workers_job *job);

/* How many jobs are waiting. */
int workers_waiting(struct workers *workers);

/* Takes no job any more, drops those that wait and returns when those under way have ended. */
void workers_end(struct workers *workers);

/* Ends them, if that is not done yet. */
void workers_free(struct workers *workers);
