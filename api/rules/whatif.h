/*
 * whatif - facts as they would be: memberships added, ended or changed, rules added, replaced or ended.
 *
 * Nothing is stored. Changes are `{"add": [membership], "end": [id], "change": [{"id", …merge patch}],
 * "rules": {"add": [rule], "replace": [rule], "end": [id]}}` in the shapes of the contract.
 */
#pragma once

#include "rules/rules.h"

/* The facts with the changes applied at a date, a new tree that the caller owns (nothing given is changed): what is
 * ended has its last day on the day before `at`. What cannot be applied (an id that is not there, one that is
 * there already) becomes a fault with its pointer into the changes; then, and when memory runs out, NULL. */
json_t *rules_whatif(const json_t *facts, const json_t *changes, date at, struct faults *faults);

/* Writes what two results differ in: `{"verdict":[from,to],"rules":[{"rule","from","to"}]}`; a rule that is in one of
 * them only has null on the other side. */
void rules_difference_write(struct buffer *out, const struct rules_result *before, const struct rules_result *after);
