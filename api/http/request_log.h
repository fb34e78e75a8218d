/*
 * request_log - writes the log line of a request.
 */
#pragma once

#include "call/call.h"

#include <stdint.h>

/* `traceparent`: the field as it was sent, or NULL. `bytes`: the size of the answer's body. */
void request_log(const struct call *call, const char *method, const char *traceparent, uint64_t nanoseconds,
                 size_t bytes);
