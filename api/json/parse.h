/*
 * parse - a request body becomes a JSON tree, or a list of what is wrong with it.
 *
 * Stricter than the JSON grammar: a member that stands twice, NUL, a control character, a number beyond 64
 * bits and nesting deeper than POINTER_DEPTH_MAX are refused. What is let through is uniform: every string
 * and every name is in Unicode normalisation form C, and a number without a fraction is an integer however it
 * was written (1.0, 1e2), so that later code meets one form only.
 *
 * How large a body may be is the caller's decision; every step here is linear in its length.
 */
#pragma once

#include "json/pointer.h"

#include <jansson.h>
#include <stddef.h>

/* The tree, owned by the arena: do not decref it, and do not keep it without an incref. Any type of value is
 * accepted at the top. NULL if faults were added. */
json_t *parse_json(struct arena *arena, const char *bytes, size_t length, struct faults *faults);
