/*
 * advice - what would help, and what cannot.
 *
 * Appointments: each empty required seat takes one, so the vacancies of a largest assignment are the smallest
 * number that makes the seats whole. Contradictions: pairs of rules that no composition at all could satisfy.
 */
#pragma once

#include "check.h"

/* Fills the advice of the result for the variant that is shown. False when memory runs out. */
bool advice_give(struct check *check, uint32_t variant, const struct outcome *outcomes,
                 struct rules_result *result);
