#include "base/semaphore.h"

#include <errno.h>
#include <time.h>

bool semaphore_take(struct semaphore *semaphore, int ms)
{
        struct timespec deadline;
        clock_gettime(CLOCK_MONOTONIC, &deadline);
        deadline.tv_sec += ms / 1000;
        deadline.tv_nsec += (long)(ms % 1000) * 1000000;
        if (deadline.tv_nsec >= 1000000000) {
                deadline.tv_nsec -= 1000000000;
                deadline.tv_sec++;
        }
        pthread_mutex_lock(&semaphore->mutex);
        int waited = 0;
        while (semaphore->left == 0 && waited != ETIMEDOUT)
                waited = pthread_cond_clockwait(&semaphore->freed, &semaphore->mutex, CLOCK_MONOTONIC,
                                                &deadline);
        bool taken = semaphore->left > 0;
        semaphore->left -= taken;
        pthread_mutex_unlock(&semaphore->mutex);
        return taken;
}

void semaphore_release(struct semaphore *semaphore)
{
        pthread_mutex_lock(&semaphore->mutex);
        semaphore->left++;
        pthread_cond_signal(&semaphore->freed);
        pthread_mutex_unlock(&semaphore->mutex);
}
