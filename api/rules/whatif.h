/*
 * whatif - makes facts with hypothetical changes: memberships added, ended or changed, rules added, replaced
 * or ended.
 *
 * Nothing is stored. Changes are `{"add": [membership], "end": [id], "change": [{"id", …merge patch}],
 * "rules": {"add": [rule], "replace": [rule], "end": [id]}}` in the shapes of the contract; a member `at` is
 * for the caller and ignored.
 *
 * - A membership or rule that is added belongs to the body (or agreement) of the facts, whether it says so or
 * not. If it has no id, it gets the first free one of `new-1`, `new-2` and so on. A general rule says itself
 * where it applies.
 *
 * - One that is ended has its last day on the day before the date. One that ended earlier keeps its own end;
 * one that would begin on the date or later is removed.
 *
 * - A change is a merge patch (RFC 7396) of one membership; a rule is replaced as a whole.
 *
 * - With `"complete": true` the resulting memberships are judged as a complete list of the body's members.
 *
 * - An id may occur only once in the changes, because the order of changing and ending it would not be clear.
 */
#pragma once

#include "rules/rules.h"

/* The facts with the changes applied at a date, as a new tree that the caller owns; the arguments are not
 * changed. If a change cannot be applied (an id that does not exist, exists already or occurs twice, or
 * something about another body), a fault is added with its JSON pointer in the changes, and NULL is returned.
 * NULL without faults if memory runs out. */
json_t *rules_whatif(const json_t *facts, const json_t *changes, date at, struct faults *faults);

/* Writes how two results differ: `{"verdict":[from,to],"rules":[{"rule","from","to"}]}`. The verdict of the
 * whole is always written; of the rules only those whose verdict differs, in the order of ids. A rule that
 * only one result has gets null for the other. */
void rules_difference_write(struct buffer *out, const struct rules_result *before,
                            const struct rules_result *after);

/* Writes what a rule on where there are to be bodies says of each area in two results, as items of an array:
 * `{"area","name","from","to"}`, in order of ids; null where it says nothing of the area. `before` is NULL if
 * there was no such rule. The verdicts are counted. */
void rules_areas_difference_write(struct buffer *out, const struct rules_result *before,
                                  const struct rules_result *after, uint32_t before_counts[VERDICT_COUNT],
                                  uint32_t after_counts[VERDICT_COUNT]);
