/*
 * quota - a semaphore with a share for each holder: a limited number of places, of which each caller may hold
 * only some, so that one caller cannot take all. Any thread may call.
 */
#pragma once

#include <pthread.h>
#include <stdint.h>

struct quota {
        pthread_mutex_t mutex;
        pthread_cond_t released;
        uint64_t *holders; /* who holds each of the first `taken` places */
        int max, each;     /* the number of places, and how many of them one holder may have */
        int taken;         /* how many are taken */
};

/* A quota with as many places as the array has elements. */
#define QUOTA(array, share)                                                                                  \
        {                                                                                                    \
                PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, (array),                                \
                        (int)(sizeof(array) / sizeof *(array)), (share), 0                                   \
        }

/* A quota whose places are set later. */
#define QUOTA_EMPTY                                                                                          \
        {                                                                                                    \
                PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0, 0, 0                           \
        }

/* A holder without a share, who may take all places that are left. */
#define QUOTA_NOBODY 0

enum quota_answer {
        QUOTA_TAKEN, /* a place was taken */
        QUOTA_FULL,  /* all places are taken */
        QUOTA_SHARE, /* the holder has his whole share already */
};

/* Takes a place for a holder, waiting for one for at most `ms`. */
enum quota_answer quota_take(struct quota *quota, uint64_t who, int ms);

/* Releases one of the holder's places. */
void quota_release(struct quota *quota, uint64_t who);
