/*
 * meeting_check - judges whether a meeting could make decisions, and the composition of those who attended.
 *
 * All is judged by the rules and members of the meeting's day, whatever has changed since:
 *
 * - `quorum` rules by the members in force (kind_quorum.c): those present with a vote are counted by whose
 * votes were present (attendance.h). Only these rules make the verdict of the whole, which is `no_rules`
 * without a deciding one.
 *
 * - Rules on composition (seats, count, size, balance, parity, split, distinct, exclusion) as if those
 * present were the body. They inform and never decide (`decides` is false), because no rule demands that
 * everybody attends. A substitute counts with the member's organisation, area, categories and appointer, but
 * with his own person, office and traits. If somebody's membership or vote is not known, those present are
 * not completely known.
 *
 * - Rules of all other kinds are about the body: `not_applicable`.
 *
 * If the attendance is not stated, it is unknown, not empty. A cancelled meeting is `not_applicable`. If only
 * the month or year of the meeting is known, all rules that may have been in force are `unknown`. The result
 * has no seating, vacancies, advice or next change.
 */
#pragma once

#include "rules/rules.h"

/* Whether the facts contain the meeting, and its date; without these there are no members to judge. */
bool rules_meeting_dated(const struct rules_facts *facts, const char *meeting_id);

/* Judges a meeting of the facts' body. The facts must live as long as the result. NULL if memory runs out, or
 * if rules_meeting_dated() is false. rules_write() writes the result, with the meeting's id. */
const struct rules_result *rules_check_meeting(struct arena *arena, const struct rules_facts *facts,
                                               const char *meeting_id);
