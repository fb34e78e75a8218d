/*
 * cadence - counts the meetings of a body: by the periods of its rules on how often it meets, and by year.
 *
 * The numbers are those that rules of kind cadence are judged by (their meaning is in kinds/kind_cadence.c),
 * for each period, with how many meetings may not be registered.
 */
#pragma once

#include "rules/rules.h"

/* Writes `"name":…,"coverage":…,"rules":[…],"meetings":…` of the contract's Cadence: the periods of each rule
 * of kind cadence that has been in force up to the day of the result, and all meetings by the year or
 * half-year. The facts must be those of a body. False when memory runs out. */
bool rules_cadence_write(struct buffer *out, struct arena *arena, const struct rules_result *result);
