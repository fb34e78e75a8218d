/*
 * cadence - the meetings of a body, counted: against its rules on how often it meets, and by themselves.
 *
 * The numbers are those of the rules of kind cadence (kind_cadence.c has their meaning); what a check tells
 * of them in a sentence stands here period by period, with what the register cannot know.
 */
#pragma once

#include "rules/judging/judgement.h"

/* How many were held: for certain, and at most, where a day is known only to a month or not at all. */
struct held {
        int32_t certain, possible;
};

/* Meetings on days from first to last, as far as they are before the day of the check. */
struct held meetings_held(const struct body *body, date first, date last, date at);

/* Whether every meeting from that day on is registered. */
bool meetings_covered(const struct body *body, date first, date at);

/* Writes `"name":…,"coverage":…,"rules":[…],"meetings":…` of the contract's Cadence: the periods of each rule
 * of kind cadence that has been in force up to the day of the result, and all meetings by the year or
 * half-year. The facts must be those of a body. False when memory runs out. */
bool rules_cadence_write(struct buffer *out, struct arena *arena, const struct rules_result *result);
