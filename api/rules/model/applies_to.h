/*
 * applies_to - where a general rule applies.
 *
 * It applies to a body of which all is true that its `appliesTo` says, at the date. The body's kind, its id,
 * who established it and what it is a part of are the same on all days; whether its area lies in another
 * changes with the days. What is not registered of the body is unknown, and so is then whether the rule
 * applies.
 */
#pragma once

#include "rules/model/facts.h"

/* Whether a rule applies to the body of the facts on a day. Its own rules always do. */
enum tri applies_to_body(const struct rules_facts *facts, const struct rule *rule, date at);
