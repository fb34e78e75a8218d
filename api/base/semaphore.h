/*
 * semaphore - work of which only so much is done at once, by the threads of this process; who comes meanwhile
 * waits.
 */
#pragma once

#include <pthread.h>
#include <stdbool.h>

struct semaphore {
        pthread_mutex_t mutex;
        pthread_cond_t freed;
        int left;
};

#define SEMAPHORE(max)                                                                                       \
        {                                                                                                    \
                PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, (max)                                   \
        }

/* Waits for a turn, at most `ms`; false if none came. */
bool semaphore_take(struct semaphore *turns, int ms);

/* Gives it back. */
void semaphore_release(struct semaphore *turns);
