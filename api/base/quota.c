#include "base/quota.h"

#include <assert.h>
#include <errno.h>
#include <time.h>

static enum quota_answer check_limits(const struct quota *quota, uint64_t who)
{
        int own = 0;
        for (int i = 0; i < quota->taken; i++)
                own += quota->holders[i] == who;
        if (who != QUOTA_NOBODY && own >= quota->each)
                return QUOTA_SHARE;
        return quota->taken < quota->max ? QUOTA_TAKEN : QUOTA_FULL;
}

static struct timespec after_ms(int ms)
{
        struct timespec at;
        clock_gettime(CLOCK_MONOTONIC, &at);
        at.tv_sec += ms / 1000;
        at.tv_nsec += (long)(ms % 1000) * 1000000;
        at.tv_sec += at.tv_nsec / 1000000000;
        at.tv_nsec %= 1000000000;
        return at;
}

enum quota_answer quota_take(struct quota *quota, uint64_t who, int ms)
{
        const struct timespec deadline = after_ms(ms);
        int waited = 0;
        pthread_mutex_lock(&quota->mutex);
        enum quota_answer answer = check_limits(quota, who);
        while (ms > 0 && answer != QUOTA_TAKEN && waited != ETIMEDOUT) {
                waited = pthread_cond_clockwait(&quota->released, &quota->mutex, CLOCK_MONOTONIC, &deadline);
                answer = check_limits(quota, who);
        }
        if (answer == QUOTA_TAKEN)
                quota->holders[quota->taken++] = who;
        pthread_mutex_unlock(&quota->mutex);
        return answer;
}

void quota_release(struct quota *quota, uint64_t who)
{
        pthread_mutex_lock(&quota->mutex);
        int place = 0;
        while (place < quota->taken && quota->holders[place] != who)
                place++;
        assert(place < quota->taken);
        quota->holders[place] = quota->holders[--quota->taken];
        pthread_cond_broadcast(&quota->released); /* wake all: the one that may have it need not be the one
                                                     that has waited longest */
        pthread_mutex_unlock(&quota->mutex);
}
