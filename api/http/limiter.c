#include "http/limiter.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* A bucket may be in any of the 8 places of its set. Sixteen thousand places are more than there are
 * municipalities and their systems, and take 256 kilobytes. */
#define SETS   2048
#define PLACES 8
#define LOCKS  64 /* each for every 64th set */
#define SECOND UINT64_C(1000000000)

/* A bucket. Two callers with the same hash would share one, which happens once in ten million years. */
struct bucket {
        uint64_t who;     /* the hash of its owner; 0: the place is free */
        uint64_t full_at; /* when it is full again, in nanoseconds */
};

struct limiter {
        uint64_t seed; /* a random start of the hash, so that nobody can choose whose bucket to share */
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

/* FNV-1a from a secret start, then the finalizer of MurmurHash3 so that each bit of the result depends on all
 * bits. */
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

/* The caller's bucket; if he has none, the fullest one of his set, which is to be replaced. */
static struct bucket *find_bucket(struct bucket set[PLACES], uint64_t who)
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

static unsigned round_up_seconds(uint64_t ns)
{
        return (unsigned)((ns + SECOND - 1) / SECOND);
}

/* Whether a bucket has a request left, which is taken if `take` is set. */
static bool check_bucket(struct limiter *limiter, char kind, const void *who, size_t length,
                         unsigned per_second, uint64_t now, bool take, struct rate *ret)
{
        *ret = (struct rate){0};
        if (!per_second)
                return true;
        uint64_t hash = hash_of(limiter, kind, who, length), step = SECOND / per_second;
        uint64_t depth = step * per_second * LIMIT_BURST_S;
        pthread_mutex_t *lock = &limiter->locks[hash % LOCKS];
        pthread_mutex_lock(lock);
        struct bucket *bucket = find_bucket(limiter->sets[hash % SETS], hash);
        uint64_t missing = bucket->who == hash && bucket->full_at > now ? bucket->full_at - now : 0;
        bool good = missing + step <= depth;
        if (good && take) {
                missing += step;
                *bucket = (struct bucket){hash, now + missing};
        }
        pthread_mutex_unlock(lock);
        ret->limit = per_second * LIMIT_BURST_S;
        ret->remaining = missing < depth ? (unsigned)((depth - missing) / step) : 0;
        ret->reset_s = round_up_seconds(missing);
        ret->retry_s = good ? 0 : round_up_seconds(missing + step - depth);
        return good;
}

bool limiter_take(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret)
{
        return check_bucket(limiter, kind, who, length, per_second, now, true, ret);
}

bool limiter_look(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret)
{
        return check_bucket(limiter, kind, who, length, per_second, now, false, ret);
}

uint64_t limiter_caller(const struct limiter *limiter, const char *id, const struct peer *peer)
{
        if (id)
                return hash_of(limiter, 'i', id, strlen(id));
        return peer_is_local(peer) ? 0 : hash_of(limiter, 'p', peer, sizeof *peer);
}
