/*
 * contradictions - rules that no composition at all could satisfy, whoever sits: told as advice, and as a
 * warning when a rule is written.
 *
 * Two ways to find them, both without a false alarm. A rule that is not met where nobody is registered and
 * anybody may be (a size of 3 or 5 that is to be even) cannot be met at all. And two rules that bound one
 * number apart: one asks for more of some memberships than the other allows of them, or of a wider circle
 * that holds them for certain. Not every contradiction is found: three rules that agree two by two may still
 * exclude each other.
 */
#pragma once

#include "rules/result.h"

/* One rule that contradicts itself, or two that exclude each other, in order of their ids. */
struct contradiction {
        const struct rule *rules[2]; /* the second is NULL where the first is alone */
};

/* Adds those among the deciding rules of a variant in force on the check's day to the result's, in order and
 * each once. `outcomes` are the rules' on that day. False when memory runs out. */
bool contradictions_find(struct check *check, uint32_t variant, const struct outcome *outcomes,
                         struct rules_result *result);

/* Fills the result with those that the rule is part of on any day of its validity, whoever sits then; `today`
 * is one of the days if it is in force. False when memory runs out. */
bool contradictions_of(struct arena *arena, const struct rules_facts *facts, const struct rule *rule,
                       date today, struct rules_result *ret);
