/*
 * meetings_held - how many meetings a body held in a period, and whether all of them are registered.
 */
#pragma once

#include "rules/model/facts.h"

/* How many were certainly held, and how many at most, if the day of some is known only to a month or not at
 * all. */
struct held {
        int32_t certain, possible;
};

/* The meetings held from `first` to `last`, but before `at`, the day of the check. */
struct held meetings_held(const struct body *body, date first, date last, date at);

/* Whether all meetings from `first` on are registered. */
bool meetings_held_covered(const struct body *body, date first, date at);
