/*
 * rules - judges whether a body is composed as its rules demand.
 *
 * The room is pure: facts go in and a result comes out; it uses no clock, no locale, no I/O and no globals.
 * The same facts and date give the same bytes, whatever the order of the facts. openapi/RULES.md says what
 * rules mean, and the file of each kind of rule says it for this kind.
 *
 * Facts are one JSON object with members in the shapes of the contract: {"body", "rules", "memberships",
 * "waivers", "meetings", "organisations", "areas", "offices", "codes", "persons", "bodies"}. Unknown members
 * are ignored; if an id refers to something that is not among the facts, that is unknown. With "agreement"
 * instead of "body" the rules of an agreement are judged by the same functions, and the result has
 * "agreement" instead of "body".
 *
 * A check proceeds like this: model/ reads the JSON into arrays (facts.h), in which names are numbers
 * (ids.h). The only reader reads text (json/flat.h); the tree of a what-if is written as text for it. judge.c
 * finds the memberships in force (judging/judgement.h), has each rule judged by its kind (kinds/kind_*.c,
 * each with a page on its meaning), judges the seats of each variant as one matching problem
 * (seats/seating.h), and sums up. Each selector is evaluated once in a check, as a column of true, false and
 * unknown (judging/columns.h). result_writer.c and the sentences write the result as JSON.
 *
 * Limits: 10,000 memberships, 1,000 rules, a million of the one times the other, selectors 8 deep with 64
 * leaves (model/facts.h), and a bounded amount of work for each check (judging/judgement.h). What cannot be
 * found out within the limits is unknown, never guessed.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "rules/model/reading.h"
#include "words/verdict.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

struct rules_result; /* what one check found */

/* Whether facts are about neither a body nor an agreement, but about the existence of bodies. */
bool rules_facts_of_register(const struct rules_facts *facts);

/* Judges the body of the facts at a date. NULL if memory runs out. */
const struct rules_result *rules_check(struct arena *arena, const struct rules_facts *facts, date at);

enum verdict rules_result_verdict(const struct rules_result *result);

/* The verdict on one rule; false if the rule was not judged. */
bool rules_result_of_rule(const struct rules_result *result, const char *rule, enum verdict *ret);

/* Writes the members of the result object, without its braces: `"body":…,"at":…,…,"nextChange":…`, so that
 * the caller may add its own. Errors stick in the buffer. */
void rules_write(struct buffer *out, const struct rules_result *result);

/* Writes the findings on one rule as items of an array: one for the body or agreement, if the rule is one of
 * it; for a rule on the existence of bodies, one for each area. Adds their verdicts to the counts. Returns
 * the number of items. */
uint32_t rules_write_found(struct buffer *out, const struct rules_result *result, const char *rule,
                           uint32_t counts[VERDICT_COUNT]);

/* Writes an array of the contradictions (as in `advice`) that a rule of the facts is part of on any day of
 * its validity, whoever the members are. False if memory runs out. */
bool rules_contradictions_write(struct buffer *out, struct arena *arena, const struct rules_facts *facts,
                                const char *rule, date today);

/* Whether a rule, as JSON, asks for gender. A what-if with such a rule could be made so that its answer
 * reveals somebody's gender, so it needs the right to see gender. */
bool rules_ask_gender(const json_t *rule);

/* The facts as they are judged for callers who may not see gender: if the gender of fewer than three members
 * makes a difference, it counts as unknown. All else is shared with the original facts. */
const struct rules_facts *rules_facts_withhold_gender(struct arena *arena, const struct rules_facts *facts);

/* Finds faults of one rule that its schema cannot express: a minimum above the maximum, exceptions for units
 * that do not exist, selectors that contradict themselves or exceed the limits. `rule` may be any JSON. */
void rules_faults(const json_t *rule, struct faults *faults);
