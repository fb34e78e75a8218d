/*
 * advice_trial - a body as it would be if advice were carried out, for the body to be judged anew.
 */
#pragma once

#include "rules/result.h"

/* In how many ways the advice can be carried out: the roles of those who are appointed, and the choices that
 * the rules leave of what they are. 0: too many to be counted, or several are appointed who may differ. */
uint32_t advice_trial_ways(const struct rules_result *result);

/* In how many ways their roles can be chosen; 0: too many to be counted. */
uint32_t advice_trial_roles(const struct rules_result *result);

/* The facts with those appointed whom the advice of the result asks for, and without those whose memberships
 * it ends. Of the appointed nothing is known but their role and what fits them to their seats: `way` numbers
 * the choices. With `open` nothing but the role is chosen, and what the rules leave open is not known. NULL
 * if nobody fits that way, or it is too much to be tried. */
const struct rules_facts *advice_trial_facts(struct check *check, const struct rules_result *result,
                                             uint32_t way, bool open);
