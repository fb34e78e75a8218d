/*
 * meeting_check - whether a meeting could decide, and how those who were there were composed.
 *
 * Everything is judged by the rules and members of the meeting's day, whatever has changed since:
 *
 * - `quorum` rules against the members in force (kind_quorum.c), those present with a vote being counted by
 * whose votes were there (attendance.h). They alone make the verdict of the whole: `no_rules` without one
 * that decides.
 * - Rules on composition (seats, count, size, balance, parity, split, distinct, exclusion) as if those
 * present were the body. They inform and never decide (`decides` is false), for no rule asks that everybody
 * comes. Whoever stands in for a member counts with the member's organisation, area, categories and
 * appointer, but is a person, with an office and traits, of his own. Anyone whose membership or vote
 * is not known makes those present incompletely known.
 * - All other kinds are about the body: `not_applicable`.
 *
 * No attendance: unknown, not empty. A meeting that was cancelled: `not_applicable`. A day known to a month
 * or a year only: `unknown` for every rule that may have been in force. The result has no seating, vacancies,
 * advice or next change.
 */
#pragma once

#include "rules/rules.h"

/* Whether the facts hold the meeting, and its day as far as it is known: only then there are members to
 * judge. */
bool rules_meeting_dated(const struct rules_facts *facts, const char *meeting_id);

/* Judges a meeting of the facts' body. The facts must live as long as the result. NULL when memory runs out,
 * and where rules_meeting_dated() is false. rules_write() writes the result, with the meeting's id. */
const struct rules_result *rules_check_meeting(struct arena *arena, const struct rules_facts *facts,
                                               const char *meeting_id);
