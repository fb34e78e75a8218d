/*
 * applies_to - whether a general rule applies to a body.
 *
 * It applies to a body for which all conditions of its `appliesTo` hold at the date. The body's kind, its id,
 * who established it and what it is within are the same on all days; whether its area is within another
 * depends on the day. If something is not registered of the body, it is unknown whether the rule applies.
 */
#pragma once

#include "rules/model/facts.h"

/* Whether a rule applies to the body of the facts on a day. The body's own rules always do. */
enum tri applies_to_body(const struct rules_facts *facts, const struct rule *rule, date at);
