/*
 * advice - what would help: the smallest number of appointments that makes the seats whole.
 *
 * Each empty required seat takes one, so these are the vacancies of a largest assignment.
 */
#pragma once

#include "rules/result.h"

/* Fills the advice of the result from the outcomes of the variant that is shown. False when memory runs out.
 */
bool advice_give(struct check *check, const struct outcome *outcomes, struct rules_result *result);
