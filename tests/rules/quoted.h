/*
 * quoted - JSON in C, with single quotes.
 */
#pragma once

#include <jansson.h>

/* The value, which the caller owns; text that is no JSON ends the program. */
json_t *quoted_json(const char *text);
