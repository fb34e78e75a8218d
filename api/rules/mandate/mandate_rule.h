/*
 * mandate_rule - one rule as a sentence that stands by itself, as the register has understood it.
 */
#pragma once

#include "rules/model/facts.h"

#include "base/buffer.h"
#include "words/language.h"

/* Adds the sentence, or several, that say what a rule demands. */
void mandate_rule(struct buffer *out, const struct rules_facts *facts, const struct rule *rule,
                  enum language language);

/* Where a rule of its kind stands in a mandate: who sits first, then for how long, then how they meet. */
unsigned mandate_rule_order(const struct rule *rule);
