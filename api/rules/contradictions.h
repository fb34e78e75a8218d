/*
 * contradictions - rules that no composition at all could satisfy, whoever sits: told as advice, and as a
 * warning when a rule is written.
 *
 * Without a false alarm: sets of one rule, of two, of three (in a body of few rules) and else one that is
 * narrowed down from all are looked at, smaller ones first, and one is named only where it is proved that no
 * composition satisfies it (consistency/composition.h). Not every contradiction is found: rules that hang on
 * more than who sits ask nothing here, and the search ends where it grows too long.
 */
#pragma once

#include "rules/result.h"

/* Of more rules than this nobody would see why they exclude each other. */
#define CONTRADICTION_RULES_MAX 6

/* A smallest set of rules that exclude each other (one contradicts itself), in order of their ids. */
struct contradiction {
        const struct rule *rules[CONTRADICTION_RULES_MAX];
        uint32_t rule_count;
};

/* Adds those among the deciding rules of a variant in force on the check's day to the result's, in order and
 * each once. `outcomes` are the rules' on that day. */
void contradictions_find(struct check *check, uint32_t variant, const struct outcome *outcomes,
                         struct rules_result *result);

/* Fills the result with those that the rule is part of on any day of its validity, whoever sits then; `today`
 * is one of the days if it is in force. False when memory runs out. */
bool contradictions_of(struct arena *arena, const struct rules_facts *facts, const struct rule *rule,
                       date today, struct rules_result *ret);
