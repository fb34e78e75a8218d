/*
 * verdict - the verdicts on a rule and (NO_RULES) on a body, as answers name them. In the table they stand in
 * the order of how much they ask for attention.
 */
#pragma once

#include "words/verdict_table.h"

/* The verdict of that name; one that is not known, or NULL, is unknown. */
enum verdict verdict_named(const char *name);

/* The verdict of a result, a rule or a unit. */
enum verdict verdict_in(const json_t *object);
