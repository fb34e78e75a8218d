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

/* Waits until the semaphore has room, at most `ms`; false if it had none. */
bool semaphore_take(struct semaphore *semaphore, int ms);

/* Gives it back. */
void semaphore_release(struct semaphore *semaphore);
