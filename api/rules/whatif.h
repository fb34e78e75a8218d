/*
 * whatif - facts as they would be: memberships added, ended or changed, rules added, replaced or ended.
 *
 * Nothing is stored. Changes are `{"add": [membership], "end": [id], "change": [{"id", …merge patch}],
 * "rules": {"add": [rule], "replace": [rule], "end": [id]}}` in the shapes of the contract; a member `at` is
 * the caller's and left alone.
 *
 * - What is added belongs to the body (or the agreement) of the facts, whether it says so or not. Without an
 * id it is called `new-1`, `new-2` and so on, the first that is free. Only a general rule says itself where
 * it applies.
 * - What is ended has its last day on the day before the date; what has ended before keeps its own end, and
 * what would only begin on the date or after it never comes about: it is taken out.
 * - A change is a merge patch (RFC 7396) of one membership; a rule is replaced whole.
 * - With `"complete": true` the memberships that would be are all there are: the body's list of members is
 * judged as a complete one.
 * - An id stands in one place of the changes only: whether to change or to end it first would be a guess.
 */
#pragma once

#include "rules/rules.h"

/* The facts with the changes applied at a date, a new tree that the caller owns (nothing given is changed).
 * What cannot be applied (an id that is not there, one that is there already, one that stands twice,
 * something about another body) becomes a fault with its pointer into the changes; then, and when memory runs
 * out, NULL; faults are listed in the first case only. */
json_t *rules_whatif(const json_t *facts, const json_t *changes, date at, struct faults *faults);

/* Writes what two results differ in: `{"verdict":[from,to],"rules":[{"rule","from","to"}]}`. The verdict of
 * the whole always stands there; of the rules those whose verdict differs, in order of their ids; one that is
 * in one result only has null on the other side. */
void rules_difference_write(struct buffer *out, const struct rules_result *before,
                            const struct rules_result *after);

/* Writes what a rule on where there are to be bodies says of each area in two results, as items of an array:
 * `{"area","name","from","to"}`, in order of ids; null where it says nothing of the area. `before` is NULL if
 * there was no such rule. The verdicts are counted. */
void rules_areas_difference_write(struct buffer *out, const struct rules_result *before,
                                  const struct rules_result *after, uint32_t before_counts[VERDICT_COUNT],
                                  uint32_t after_counts[VERDICT_COUNT]);
