/*
 * subrequest - a call within a call: a page calls a public operation as a client without a key could, and
 * reads its answer as JSON. Kept answers (access/cache.h) are used, and kept, as for a request from outside.
 */
#pragma once

#include "access/registry.h"

#include <jansson.h>

/* Performs GET on `target`, the path and query of an operation that may be called without a key and answers
 * JSON. The answer belongs to the call's arena. False after call_fail() with the operation's own problem and
 * faults. */
bool subrequest(struct registry *registry, struct call *call, const char *target, json_t **ret);

/* Adds a parameter to a target in a buffer: `?name=value` or `&name=value`. Adds nothing if the value is NULL
 * or empty. */
void subrequest_add_parameter(struct buffer *target, const char *name, const char *value);
