#include "http/limiter.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* Sixteen thousand callers within ten seconds are more than there are municipalities and their systems; 256
 * kilobytes. */
#define SETS   2048
#define PLACES 8
#define LOCKS  64
#define SECOND UINT64_C(1000000000)

/* Two callers with the same hash share a bucket: once in ten million years. */
struct bucket {
        uint64_t who;     /* hash; 0: nobody */
        uint64_t full_at; /* when nothing is missing in it any more */
};

struct limiter {
        uint64_t seed; /* so that nobody can choose with whom to share */
        pthread_mutex_t locks[LOCKS];
        struct bucket sets[SETS][PLACES];
};

struct limiter *limiter_new(void)
{
        struct limiter *limiter = calloc(1, sizeof *limiter);
        if (!limiter)
                return NULL;
        if (getrandom(&limiter->seed, sizeof limiter->seed, 0) != (ssize_t)sizeof limiter->seed) {
                free(limiter);
                return NULL;
        }
        for (size_t i = 0; i < LOCKS; i++)
                pthread_mutex_init(&limiter->locks[i], NULL);
        return limiter;
}

void limiter_free(struct limiter *limiter)
{
        for (size_t i = 0; limiter && i < LOCKS; i++)
                pthread_mutex_destroy(&limiter->locks[i]);
        free(limiter);
}

/* FNV-1a from a secret start, and a mix so that all bits count. */
static uint64_t hash_of(const struct limiter *limiter, char kind, const void *who, size_t length)
{
        const unsigned char *bytes = who;
        uint64_t hash = (limiter->seed ^ (unsigned char)kind) * UINT64_C(1099511628211);
        for (size_t i = 0; i < length; i++)
                hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
        hash = (hash ^ (hash >> 33)) * UINT64_C(0xff51afd7ed558ccd);
        hash = (hash ^ (hash >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
        hash ^= hash >> 33;
        return hash ? hash : 1;
}

/* The caller's bucket, or the fullest of those that share his set. */
static struct bucket *find(struct bucket set[PLACES], uint64_t who)
{
        struct bucket *fullest = set;
        for (struct bucket *bucket = set; bucket < set + PLACES; bucket++) {
                if (bucket->who == who)
                        return bucket;
                if (bucket->full_at < fullest->full_at)
                        fullest = bucket;
        }
        return fullest;
}

static unsigned seconds(uint64_t ns)
{
        return (unsigned)((ns + SECOND - 1) / SECOND);
}

static bool subrequest(struct limiter *limiter, char kind, const void *who, size_t length,
                       unsigned per_second, uint64_t now, bool take, struct rate *ret)
{
        *ret = (struct rate){0};
        if (!per_second)
                return true;
        uint64_t hash = hash_of(limiter, kind, who, length), step = SECOND / per_second;
        uint64_t depth = step * per_second * LIMIT_BURST_S;
        pthread_mutex_t *lock = &limiter->locks[hash % LOCKS];
        pthread_mutex_lock(lock);
        struct bucket *bucket = find(limiter->sets[hash % SETS], hash);
        uint64_t missing = bucket->who == hash && bucket->full_at > now ? bucket->full_at - now : 0;
        bool good = missing + step <= depth;
        if (good && take) {
                missing += step;
                *bucket = (struct bucket){hash, now + missing};
        }
        pthread_mutex_unlock(lock);
        ret->limit = per_second * LIMIT_BURST_S;
        ret->remaining = missing < depth ? (unsigned)((depth - missing) / step) : 0;
        ret->reset_s = seconds(missing);
        ret->retry_s = good ? 0 : seconds(missing + step - depth);
        return good;
}

bool limiter_take(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret)
{
        return subrequest(limiter, kind, who, length, per_second, now, true, ret);
}

bool limiter_look(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret)
{
        return subrequest(limiter, kind, who, length, per_second, now, false, ret);
}

uint64_t limiter_caller(const struct limiter *limiter, const char *id, const struct peer *peer)
{
        if (id)
                return hash_of(limiter, 'i', id, strlen(id));
        return peer_is_local(peer) ? 0 : hash_of(limiter, 'p', peer, sizeof *peer);
}
