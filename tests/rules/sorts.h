/*
 * sorts - random rules on members of a few sorts, few enough that every composition can be tried: two
 * categories, two organisations, a trait, the genders, five roles.
 */
#pragma once

#include "generate.h"

#include <jansson.h>
#include <stdbool.h>

/* Sorts of members that one instance has. */
#define SORTS 9

/* A rule called r and the number. */
json_t *sorts_random_rule(struct random *random, int number);

/* What a member of one sort is, as a membership without an id; `woman` tells the gender. */
json_t *sorts_random_member(struct random *random);

/* A body with so many members of each sort, of whom all is known. */
json_t *sorts_body(json_t *rules, json_t *const *sorts, const int *counts, bool exhaustive);
