/*
 * meetings_held - how many meetings a body held in a stretch of time, and whether all of them are registered.
 */
#pragma once

#include "rules/model/facts.h"

/* How many were held: for certain, and at most, where a day is known only to a month or not at all. */
struct held {
        int32_t certain, possible;
};

/* Meetings on days from first to last, as far as they are before the day of the check. */
struct held meetings_held(const struct body *body, date first, date last, date at);

/* Whether every meeting from that day on is registered. */
bool meetings_held_covered(const struct body *body, date first, date at);
