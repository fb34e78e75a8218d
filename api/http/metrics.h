/*
 * metrics - what the server counts: requests by operation and status, their time, and who is being served
 * now.
 *
 * Counters are atomic; any thread may count and read. Written in the Prometheus text format.
 */
#pragma once

#include "base/buffer.h"
#include "contract/contract.h"

#include <stdint.h>

struct metrics;

struct metrics *metrics_new(const struct contract *contract);
void metrics_free(struct metrics *metrics);

void metrics_begin(struct metrics *metrics);
/* `operation` is NULL where no route was found. */
void metrics_end(struct metrics *metrics, const struct operation *operation, unsigned status,
                 uint64_t nanoseconds);

/* How many requests are being served at this moment. */
int metrics_in_flight(struct metrics *metrics);

void metrics_write(struct metrics *metrics, struct buffer *out);
