/*
 * columns - a selector's value for each membership in force: a column of true, false and unknown.
 */
#pragma once

#include "rules/model/selector.h"

struct check;

/* The selector of each membership in force, in the check's order: an array of enum tri as bytes. NULL when
 * memory runs out. A NULL selector is true of all. */
const uint8_t *columns_of(struct check *check, const struct selector *selector);

/* What is made of gender: as the result may show it (unknown, where it is withheld), as it is registered, and
 * as if everybody were of one gender. */
enum gender_view { GENDER_SHOWN, GENDER_REGISTERED, GENDER_ALL_FEMALE, GENDER_ALL_MALE, GENDER_VIEW_COUNT };

/* columns_of() in one of these views; columns_of() itself is what may be shown. Whoever counts as it is
 * registered answers for the group's being large enough. */
const uint8_t *columns_view(struct check *check, const struct selector *selector, enum gender_view view);

/* columns_range() in one of these views. */
const uint8_t *columns_range_view(struct check *check, const struct selector *of, enum gender_view view);

/* Whom a rule ranges over: the members narrowed by `of`, or all memberships where `of` names a role. NULL
 * when memory runs out. */
const uint8_t *columns_range(struct check *check, const struct selector *of);
