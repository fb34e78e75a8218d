/*
 * quoted - JSON in the C of tests: written with single quotes; values of which one must exist.
 */
#pragma once

#include <jansson.h>

/* The value, which the caller owns; text that is no JSON ends the program. */
json_t *quoted_json(const char *text);

/* The value itself; NULL (memory ran out) ends the program. */
json_t *quoted_must(json_t *json);
