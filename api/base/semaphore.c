#include "base/semaphore.h"

#include <errno.h>
#include <time.h>

bool semaphore_take(struct semaphore *turns, int ms)
{
        struct timespec deadline;
        clock_gettime(CLOCK_MONOTONIC, &deadline);
        deadline.tv_sec += ms / 1000;
        deadline.tv_nsec += (long)(ms % 1000) * 1000000;
        if (deadline.tv_nsec >= 1000000000) {
                deadline.tv_nsec -= 1000000000;
                deadline.tv_sec++;
        }
        pthread_mutex_lock(&turns->mutex);
        int waited = 0;
        while (turns->left == 0 && waited != ETIMEDOUT)
                waited = pthread_cond_clockwait(&turns->freed, &turns->mutex, CLOCK_MONOTONIC, &deadline);
        bool taken = turns->left > 0;
        turns->left -= taken;
        pthread_mutex_unlock(&turns->mutex);
        return taken;
}

void semaphore_release(struct semaphore *turns)
{
        pthread_mutex_lock(&turns->mutex);
        turns->left++;
        pthread_cond_signal(&turns->freed);
        pthread_mutex_unlock(&turns->mutex);
}
