/*
 * mandate - the rules of a body as numbered sentences, with what was written beside them.
 *
 * The sentences say what the register has understood, and nothing of what was found: whoever knows the
 * source can hold one against the other. They are made of the same facts that a check judges, so a rule
 * cannot be read in one way and judged in another.
 */
#pragma once

#include "rules/rules.h"

/* Writes `"name":…,"sentences":[…]` of the contract's Mandate: the rules of the body that are in force at a
 * date, those of all readings first, then reading by reading. The facts must be those of a body. */
void rules_mandate_write(struct buffer *out, struct arena *arena, const struct rules_facts *facts, date at);
