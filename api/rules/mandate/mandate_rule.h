/*
 * mandate_rule - writes one rule as a sentence, as the register has understood it.
 */
#pragma once

#include "rules/model/facts.h"

#include "base/buffer.h"
#include "words/language.h"

/* Adds the sentence, or several, that say what a rule demands. */
void mandate_rule(struct buffer *out, const struct rules_facts *facts, const struct rule *rule, date at,
                  enum language language);

/* The position of rules of this kind in a mandate: first those on who the members are, then those on terms,
 * then those on meetings. */
unsigned mandate_rule_order(const struct rule *rule);
