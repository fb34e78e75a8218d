/*
 * limiter - limits how often each caller and each address may make a request (token buckets), with a fixed
 * amount of memory.
 *
 * A bucket holds the requests of ten seconds. It is stored as one instant: when it would be full again. A
 * full bucket need not be stored; if more callers are active than there is room for, the fullest bucket is
 * forgotten. Any thread may call.
 */
#pragma once

#include "call/call.h"
#include "http/peer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many seconds' worth of requests a bucket holds. It is more than one because scripts make their requests
 * in bursts. */
#define LIMIT_BURST_S 10

struct limiter;

/* NULL if memory runs out or the system gives no random number. */
struct limiter *limiter_new(void);
void limiter_free(struct limiter *limiter);

/* Takes one request out of a bucket; false if it is empty. `kind` and the bytes of `who` name the bucket;
 * `per_second` is how many requests its owner may make a second (0: any number). `now` is in nanoseconds of a
 * monotonic clock. *ret is what the answer says of the limit. */
bool limiter_take(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret);

/* Whether a request could be taken out of a bucket, without taking it. */
bool limiter_look(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret);

/* A number that identifies a caller in this process where scarce resources are shared between callers
 * (`caller.who`). It is made of his key or consumer (`id`), else of his address; it is 0 for a caller without
 * a key on this machine itself. It depends on a secret, so a caller cannot choose to have another's number.
 */
uint64_t limiter_caller(const struct limiter *limiter, const char *id, const struct peer *peer);
