/*
 * advice - what would help: the smallest number of appointments that makes the seats whole, and, where every
 * member must have a seat, the end of those memberships that have none.
 *
 * Each empty required seat takes one, so these are the vacancies of a largest assignment. What is advised was
 * tried: members of whom nothing is known but that they fit the seats are put into the body, in each of the
 * ways that the rules leave, and it is judged anew. Advice that does not make the seats whole is not given;
 * if carrying it out breaks rules that were kept, whoever else they are, it names them; and where it breaks
 * one rule or another, depending on who they are, it is not given, either.
 */
#pragma once

#include "rules/result.h"

/* Judges a body without giving advice. */
typedef const struct rules_result *advice_judge(struct arena *arena, const struct rules_facts *facts,
                                                date at);

/* Fills the advice of the result from the outcomes of the variant that is shown. */
void advice_give(struct check *check, const struct outcome *outcomes, struct rules_result *result,
                 advice_judge *judge);
