/*
 * cadence - the meetings of a body, counted: against its rules on how often it meets, and by themselves.
 *
 * The numbers are those by which the rules of kind cadence are judged (kinds/kind_cadence.c has their
 * meaning), period by period, and with what the register cannot know.
 */
#pragma once

#include "rules/rules.h"

/* Writes `"name":…,"coverage":…,"rules":[…],"meetings":…` of the contract's Cadence: the periods of each rule
 * of kind cadence that has been in force up to the day of the result, and all meetings by the year or
 * half-year. The facts must be those of a body. False when memory runs out. */
bool rules_cadence_write(struct buffer *out, struct arena *arena, const struct rules_result *result);
