/*
 * advice_trial - makes the facts of a body as they would be if advice were followed, so that the body can be
 * judged again.
 */
#pragma once

#include "rules/result.h"

/* The number of ways in which the advice can be followed: the roles of the appointed, and the choices that
 * the rules leave. 0: too many, or several are appointed who may differ from each other. */
uint32_t advice_trial_ways(const struct rules_result *result);

/* The number of ways in which their roles can be chosen; 0: too many. */
uint32_t advice_trial_roles(const struct rules_result *result);

/* The facts with the members whom the result's advice appoints, and without those whose memberships it ends.
 * Of the appointed nothing is known but their role and what makes them fit their seats; `way` is the number
 * of the choices. With `open` only the role is chosen, and what the rules leave open is not known. NULL if
 * nobody fits in that way, or if the advice is too large to be tried. */
const struct rules_facts *advice_trial_facts(struct check *check, const struct rules_result *result,
                                             uint32_t way, bool open);
