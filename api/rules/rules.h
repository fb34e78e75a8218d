/*
 * rules - judges whether a body is composed as its rules demand.
 *
 * Pure: facts in, a result out; no clock, no locale, no I/O, no globals. The same facts and date give the
 * same bytes, in whatever order the facts stand. What rules mean is said in openapi/RULES.md; the file of
 * each kind of rule states its own part.
 *
 * Facts are one JSON object in the shapes of the contract: {"body", "rules", "memberships", "waivers",
 * "meetings", "organisations", "areas", "offices", "codes", "persons", "bodies"}; members that are not known
 * are ignored, an id that is referred to but not delivered is unknown. With "agreement" instead of "body" the
 * rules of an agreement are judged: the same calls, and the result says "agreement" where it would say
 * "body".
 *
 * The way of a check: model/ makes arrays of the JSON (facts.h), in which names are numbers (ids.h). There is
 * one reader, of text (json/flat.h): the tree of a what-if is written out for it. judge.c takes the
 * memberships in force (judging/judgement.h), lets each rule's kind judge it (kinds/kind_*.c, one page of
 * meaning each), judges the seats of each variant as one matching problem (seats/seating.h), and sums up.
 * Selectors are evaluated once a check, as columns of true, false and unknown (judging/columns.h).
 * result_writer.c and the sentences turn the result into JSON.
 *
 * Limits: 10,000 memberships, 1,000 rules, a million of the one times the other, selectors 8 deep with 64
 * leaves (model/facts.h), and a bounded amount of work a check (judging/judgement.h); past that, what is left
 * to find out is unknown, never guessed.
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

/* Whether facts are about neither a body nor an agreement: about where in the register there are bodies. */
bool rules_facts_of_register(const struct rules_facts *facts);

/* Judges the body of the facts at a date. NULL when memory runs out. */
const struct rules_result *rules_check(struct arena *arena, const struct rules_facts *facts, date at);

enum verdict rules_result_verdict(const struct rules_result *result);

/* The verdict on one rule; false if it is none of those that were judged. */
bool rules_result_of_rule(const struct rules_result *result, const char *rule, enum verdict *ret);

/* Writes the members of the result object, without its braces: `"body":…,"at":…,…,"nextChange":…`, so that
 * the caller may add its own. Errors stick in the buffer. */
void rules_write(struct buffer *out, const struct rules_result *result);

/* Writes what was found of one rule, as items of an array: one of the body or the agreement, if it is a rule
 * of it; of a rule on where there are to be bodies one for each area. Their verdicts are counted. The number
 * of items. */
uint32_t rules_write_found(struct buffer *out, const struct rules_result *result, const char *rule,
                           uint32_t counts[VERDICT_COUNT]);

/* Writes an array of the contradictions (as in `advice`) that a rule of the facts is part of on any day of
 * its validity, whoever sits. False when memory runs out. */
bool rules_contradictions_write(struct buffer *out, struct arena *arena, const struct rules_facts *facts,
                                const char *rule, date today);

/* Whether a rule as written asks for somebody's gender: a what-if could then be composed so that its answer
 * reveals it, so it takes the right to see gender. */
bool rules_ask_gender(const json_t *rule);

/* The facts as they are judged for whoever may not see anybody's gender: of fewer than three whose gender
 * makes a difference it is not known. They share all else. */
const struct rules_facts *rules_facts_withhold_gender(struct arena *arena, const struct rules_facts *facts);

/* Finds what is wrong with one rule as written that its schema cannot say: min over max, exceptions from no
 * unit, selectors that contradict themselves or pass the limits. `rule` is any JSON. */
void rules_faults(const json_t *rule, struct faults *faults);
