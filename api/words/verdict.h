/*
 * verdict - the verdicts on a rule and (NO_RULES) on a body, as answers name them. The table has them in the
 * order of how much they need attention.
 */
#pragma once

#include "words/verdict_table.h"

/* The verdict with this name; VERDICT_UNKNOWN for any other name, or NULL. */
enum verdict verdict_named(const char *name);

/* The verdict in a result, in the finding on a rule, or in that on a unit. */
enum verdict verdict_in(const json_t *object);
