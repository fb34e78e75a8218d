/*
 * advice - what would make a body's seats complete: the smallest number of appointments, and, if each member
 * must have a seat, the end of memberships that have none.
 *
 * Each empty required seat needs one appointment, so the appointments are the vacancies of a largest
 * assignment of members to seats. The advice is tried: members of whom nothing is known but that they fit the
 * seats are added to the body, in each way that the rules allow, and it is judged again. Advice that does not
 * make the seats complete is not given. If following it breaks rules that were met, whoever is appointed, the
 * advice names these rules; if it breaks one rule or another, depending on who is appointed, it is not given.
 */
#pragma once

#include "rules/result.h"

/* Judges a body without giving advice. */
typedef const struct rules_result *advice_judge(struct arena *arena, const struct rules_facts *facts,
                                                date at);

/* Fills the advice of the result from the outcomes of the variant that is shown. */
void advice_give(struct check *check, const struct outcome *outcomes, struct rules_result *result,
                 advice_judge *judge);
