/*
 * request_log - the one line that the log has of each request.
 */
#pragma once

#include "call/call.h"

#include <stdint.h>

/* `traceparent` as it came (NULL: it did not); `bytes` of the answer's body. */
void request_log(const struct call *call, const char *method, const char *traceparent, uint64_t nanoseconds,
                 size_t bytes);
