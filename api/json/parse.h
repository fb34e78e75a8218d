/*
 * parse - parses a request body into a JSON tree, or lists what is wrong with it.
 *
 * The parser is stricter than the JSON grammar: it refuses a member name that occurs twice in an object, NUL,
 * control characters, numbers beyond 64 bits and nesting deeper than POINTER_DEPTH_MAX. What it accepts is
 * brought into one form, so that later code need not handle several: each string and each name is in Unicode
 * normalisation form C, and a number without a fraction is an integer however it was written (1.0, 1e2).
 *
 * The caller decides how large a body may be; each step here is linear in its length.
 */
#pragma once

#include "json/pointer.h"

#include <jansson.h>
#include <stddef.h>

/* Returns the tree, which belongs to the arena: do not decref it, and take a reference to keep it for longer.
 * The value at the top may be of any type. NULL if faults were added. */
json_t *parse_json(struct arena *arena, const char *bytes, size_t length, struct faults *faults);
