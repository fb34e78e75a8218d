/*
 * turns - work of which only so much is done at once, by the threads of this process; who comes meanwhile
 * waits.
 */
#pragma once

#include <pthread.h>
#include <stdbool.h>

struct turns {
        pthread_mutex_t mutex;
        pthread_cond_t freed;
        int left;
};

#define TURNS(max)                                                                                           \
        {                                                                                                    \
                PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, (max)                                   \
        }

/* Waits for a turn, at most `ms`; false if none came. */
bool turns_take(struct turns *turns, int ms);

/* Gives it back. */
void turns_end(struct turns *turns);
