/*
 * enrich - more of what time does to a body, on top of generated facts: rules that follow the calendar and
 * the years served, offices that pass on, hierarchies and other bodies that change. For tests that compare
 * the engine with itself; the oracle does not judge these kinds.
 */
#pragma once

#include "generate.h"

/* Adds to the facts. The same seed adds the same. */
void enrich_facts(json_t *facts, uint64_t seed, date at);
