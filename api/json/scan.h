/*
 * scan - searches all names and values of a tree for national identity numbers, which must not be stored.
 */
#pragma once

#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

/* Adds the fault NATIONAL_IDENTITY for each string, number or name that looks like a national identity
 * number. The JSON pointers of the faults begin with `prefix`. True if nothing was found. */
bool scan_identity(const json_t *value, const char *prefix, struct faults *faults);
