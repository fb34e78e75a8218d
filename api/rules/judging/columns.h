/*
 * columns - the values of a selector for all memberships in force: a column of true, false and unknown.
 */
#pragma once

#include "rules/model/selector.h"

struct check;

/* The values of the selector for the memberships in force, in the check's order: an array of enum tri as
 * bytes. A NULL selector is true for all. NULL if memory runs out. */
const uint8_t *columns_of(struct check *check, const struct selector *selector);

/* How gender is treated: as the result may show it (unknown if it is withheld), as it is registered, or as if
 * all were of one gender. */
enum gender_view { GENDER_SHOWN, GENDER_REGISTERED, GENDER_ALL_FEMALE, GENDER_ALL_MALE, GENDER_VIEW_COUNT };

/* columns_of() in one of these views; columns_of() itself is the one that may be shown. Code that counts by
 * registered gender must make sure that the group is large enough. */
const uint8_t *columns_view(struct check *check, const struct selector *selector, enum gender_view view);

/* columns_range() in one of these views. */
const uint8_t *columns_range_view(struct check *check, const struct selector *of, enum gender_view view);

/* The memberships that a rule ranges over: the members that match `of`; or, if `of` names a role, all
 * memberships that match. NULL if memory runs out. */
const uint8_t *columns_range(struct check *check, const struct selector *of);
