/*
 * nearest - which known name did the caller mean?
 *
 * Names are compared byte by byte; upper and lower case of ASCII letters count as alike, two neighbours that
 * changed places count as one slip. Work is bounded whatever the input: what differs too much in length is
 * never looked at, and longer names than NEAREST_NAME_MAX are no slip of the finger.
 */
#pragma once

#include <stddef.h>

#define NEAREST_NAME_MAX 64

/* The number of slips between the two, or `cap` + 1 if there are more than `cap`. */
size_t nearest_distance(const char *a, const char *b, size_t cap);

/* The name in the list that is nearest; the first of equals; NULL if every one is too far away to be meant.
 */
const char *nearest_name(const char *name, const char *const *names, size_t count);
