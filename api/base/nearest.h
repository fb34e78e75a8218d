/*
 * nearest - finds the known name that is most similar to a misspelt one.
 *
 * Names are compared by their edit distance in bytes: upper and lower case of ASCII letters are equal, and
 * two exchanged neighbours count as one edit. The work is bounded: names whose lengths differ too much are
 * not compared, nor are names longer than NEAREST_NAME_MAX.
 */
#pragma once

#include <stddef.h>

#define NEAREST_NAME_MAX 64

/* The edit distance of two names; `cap` + 1 if it is more than `cap`. */
size_t nearest_distance(const char *a, const char *b, size_t cap);

/* The nearest name in the list, the first of equally near ones; NULL if none is near enough to be meant. */
const char *nearest_name(const char *name, const char *const *names, size_t count);
