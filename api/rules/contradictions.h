/*
 * contradictions - rules that no composition at all could satisfy, whoever sits: a warning when a rule is
 * written.
 *
 * Two ways to find them, both without a false alarm. A rule that is not met where nobody is registered and
 * anybody may be (a size of 3 or 5 that is to be even) cannot be met at all, nor can a seating. And pairs of
 * rules in force that bound one number apart (advice.h). Not every contradiction is found: three rules that
 * agree two by two may still exclude each other.
 */
#pragma once

#include "rules/rules.h"

/* One rule that contradicts itself, or two that exclude each other, in order of their ids. */
struct rules_contradiction {
        const char *rules[2]; /* the second is NULL where the first is alone */
};

/* Those among the deciding rules in force at the date, in any variant, in order of ids; the count may be 0.
 * NULL when memory runs out. */
const struct rules_contradiction *rules_contradictions(struct arena *arena, const struct rules_facts *facts,
                                                       date at, size_t *ret_count);
