/*
 * scan - looks through every name and value of a tree for what must not be stored.
 */
#pragma once

#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

/* Adds NATIONAL_IDENTITY for each string, number or name that looks like a national identity number; places
 * are `prefix` plus the pointer. True if nothing was found. */
bool scan_identity(const json_t *value, const char *prefix, struct faults *faults);
