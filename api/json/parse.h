/*
 * parse - a request body becomes a JSON tree, or a list of what is wrong with it.
 *
 * Stricter than the JSON grammar: a member that stands twice, NUL, a control character, a number beyond 64
 * bits and nesting deeper than READ_DEPTH_MAX are refused. What is let through is uniform: every string and
 * every name is in Unicode normalisation form C, and a number without a fraction is an integer however it was
 * written (1.0, 1e2), so that later code meets one form only.
 *
 * How large a body may be is the caller's decision; every step here is linear in its length.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Our deepest resource (a selector of eight levels inside a rule inside a transaction) needs about thirty.
 * All code that walks a tree by recursion relies on this bound. */
#define READ_DEPTH_MAX 64

/* The tree, owned by the arena: do not decref it, and do not keep it without an incref. Any type of value is
 * accepted at the top. NULL if faults were added. */
json_t *parse_json(struct arena *arena, const char *bytes, size_t length, struct faults *faults);

/* A text from elsewhere (the value of a query parameter) in the same form: NUL-terminated, in the arena. NULL
 * if it is none: then *ret_fault says why (NOT_UTF8, JSON_NUL, CONTROL_CHARACTER). Line breaks and tabs are
 * not control characters here. */
const char *text_nfc(struct arena *arena, const char *bytes, size_t length, enum fault_code *ret_fault);
