/*
 * columns - a selector's value for each membership in force: a column of true, false and unknown.
 */
#pragma once

#include "rules/model/selector.h"

struct check;

/* The selector of each membership in force, in the check's order: an array of enum tri as bytes. NULL when
 * memory runs out. A NULL selector is true of all. */
const uint8_t *columns_of(struct check *check, const struct selector *selector);

/* Whom a rule ranges over: the members narrowed by `of`, or all memberships where `of` names a role. NULL
 * when memory runs out. */
const uint8_t *columns_range(struct check *check, const struct selector *of);
