/*
 * metrics - counts requests by operation and status, measures their time, and knows how many are being
 * served. Written in the Prometheus text format.
 *
 * The counters are atomic; any thread may count and read.
 */
#pragma once

#include "base/buffer.h"
#include "contract/contract.h"

#include <stdint.h>

struct metrics;

struct metrics *metrics_new(const struct contract *contract);
void metrics_free(struct metrics *metrics);

/* Counts a request that begins, and one that has ended. `operation` is NULL if no route was found. */
void metrics_begin(struct metrics *metrics);
void metrics_end(struct metrics *metrics, const struct operation *operation, unsigned status,
                 uint64_t nanoseconds);

/* How many requests are being served at this moment. */
int metrics_in_flight(struct metrics *metrics);

/* Writes all metrics. */
void metrics_write(struct metrics *metrics, struct buffer *out);
