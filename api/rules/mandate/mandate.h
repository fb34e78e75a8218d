/*
 * mandate - writes the rules of a body as numbered sentences, beside the texts that they were registered
 * from.
 *
 * The sentences say how the register has understood the rules, and nothing of the findings, so that people
 * who know the source can compare the two. They are made from the same facts that a check judges, so a rule
 * cannot be shown in one way and judged in another.
 */
#pragma once

#include "rules/rules.h"

/* Writes `"name":…,"sentences":[…]` of the contract's Mandate: the rules of the body that are in force at a
 * date, those of all readings first, then reading by reading. The facts must be those of a body. */
void rules_mandate_write(struct buffer *out, struct arena *arena, const struct rules_facts *facts, date at);
