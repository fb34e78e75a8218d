/*
 * advice_trial - makes the facts of a body as they would be if advice were followed, so that the body can be
 * judged again.
 */
#pragma once

#include "rules/result.h"

/* The facts with the members whom the result's advice appoints, and without those whose memberships it ends.
 * Of the appointed nothing is known but their role and what makes them fit their seats; `way` is the number
 * of a choice among several possibilities for these. NULL if the advice is too large to be tried. */
const struct rules_facts *advice_trial_facts(struct check *check, const struct rules_result *result,
                                             uint32_t way);
