/*
 * limiter - how often somebody may make a request: a bucket for each caller and each address, in memory that
 * never grows.
 *
 * A bucket is one instant: when it would be full again. It holds ten seconds' worth of requests. One that is
 * full says nothing and may be forgotten; where there are more callers than places, the fullest goes.
 * Any thread may ask.
 */
#pragma once

#include "call/call.h"
#include "http/peer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a bucket holds, in seconds of its rate: scripts work in bursts. */
#define LIMIT_BURST_S 10

struct limiter;

/* NULL if memory or randomness runs out. */
struct limiter *limiter_new(void);
void limiter_free(struct limiter *limiter);

/* Takes one request out of the bucket of somebody who may make so many a second (0: any number); false if it
 * is empty. `now` is in nanoseconds of any steady clock. */
bool limiter_take(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret);

/* The same without taking. */
bool limiter_look(struct limiter *limiter, char kind, const void *who, size_t length, unsigned per_second,
                  uint64_t now, struct rate *ret);

/* A number that stands for a caller in this process where things are shared out: for his key or consumer, or
 * for his address; 0 for who has said nothing on this machine itself. Nobody can choose with whom to share
 * one. */
uint64_t limiter_caller(const struct limiter *limiter, const char *id, const struct peer *peer);
