/*
 * quota - things of which there are only so many at once, and of which no holder has more than his share.
 *
 * A semaphore whose places know who holds them: one caller who wants everything gets his share, and the
 * others find the rest. Any thread may call.
 */
#pragma once

#include <pthread.h>
#include <stdint.h>

struct quota {
        pthread_mutex_t mutex;
        pthread_cond_t released;
        uint64_t *holders; /* of the places that are taken: the first `taken` */
        int max, each;     /* places, and how many of them one holder may have */
        int taken;
};

/* A quota of the places in an array of holders. */
#define QUOTA(array, share)                                                                                  \
        {                                                                                                    \
                PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, (array),                                \
                        (int)(sizeof(array) / sizeof *(array)), (share), 0                                   \
        }

/* One that gets its places later. */
#define QUOTA_EMPTY                                                                                          \
        {                                                                                                    \
                PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0, 0, 0                           \
        }

/* Who is nobody in particular has no share: he may have all that is left. */
#define QUOTA_NOBODY 0

enum quota_answer {
        QUOTA_TAKEN, /* a place is his until he gives it back */
        QUOTA_FULL,  /* others have all of them */
        QUOTA_SHARE, /* he himself has as many as he may */
};

/* Takes a place for somebody, and waits for one for at most `ms`. */
enum quota_answer quota_take(struct quota *quota, uint64_t who, int ms);

/* Gives one of his places back. */
void quota_release(struct quota *quota, uint64_t who);
