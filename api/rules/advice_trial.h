/*
 * advice_trial - a body as it would be if advice were carried out, for the body to be judged anew.
 */
#pragma once

#include "rules/result.h"

/* The facts with those appointed whom the advice of the result asks for, and without those whose memberships
 * it ends. Of the appointed nothing is known but their role and what fits them to their seats; `way` numbers
 * other choices of these. NULL if it is too much to be tried. */
const struct rules_facts *advice_trial_facts(struct check *check, const struct rules_result *result,
                                             uint32_t way);
