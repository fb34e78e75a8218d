/*
 * contradictions - finds rules that no composition of a body could satisfy together. They are reported as
 * advice, and as a warning when a rule is written.
 *
 * There are no false reports: the search looks at sets of one rule, of two, of three (if the body has few
 * rules), and at one set that is narrowed down from all rules, the smaller ones first; and a set is reported
 * only if it is proved that no composition satisfies it (consistency/composition.h). Not all contradictions
 * are found: rules that depend on more than who the members are add no demands, and the search stops if it
 * takes too long.
 */
#pragma once

#include "rules/result.h"

/* The most rules of a contradiction that is reported; with more, readers could not see why they exclude each
 * other. */
#define CONTRADICTION_RULES_MAX 6

/* A set of rules that exclude each other, of which none can be left out, in the order of their ids. A single
 * rule contradicts itself. */
struct contradiction {
        const struct rule *rules[CONTRADICTION_RULES_MAX];
        uint32_t rule_count;
};

/* Adds the contradictions among the deciding rules of a variant that are in force on the check's day to those
 * of the result, in order and each once. `outcomes` are those of the rules on that day. */
void contradictions_find(struct check *check, uint32_t variant, const struct outcome *outcomes,
                         struct rules_result *result);

/* Fills the result with the contradictions that the rule is part of on any day of its validity, whoever the
 * members are then; `today` is one of the days if the rule is in force. False if memory runs out. */
bool contradictions_of(struct arena *arena, const struct rules_facts *facts, const struct rule *rule,
                       date today, struct rules_result *ret);
