/*
 * judge - judges a body or an agreement: all rules, for each variant, and the body as a whole.
 */
#pragma once

#include "rules/result.h"

/* Judges at a date as rules_check() does, without advice. NULL when memory runs out. */
const struct rules_result *judge_verdicts(struct arena *arena, const struct rules_facts *facts, date at);

/* The verdict of a variant as a whole. */
enum verdict judge_whole(const struct rules_facts *facts, const struct outcome *outcomes,
                         const struct seating *seating, uint32_t variant);

/* The verdict of all variants together: that of the preferred one; else the one that all agree on; else
 * unknown. */
enum verdict judge_readings(const struct rules_result *result);
