/*
 * gate_areas - finds out what a transaction does to areas that are to have bodies: judges the rules on the
 * existence of bodies that it concerns, area by area. A transaction that concerns no such rule costs nothing.
 */
#pragma once

#include "access/access.h"

#include <jansson.h>

/* Judges rules at a day, as they now are; `norms` has their ids as keys. The results are by rule, without
 * those that cannot be judged: then *ret_unjudged is set. NULL after call_fail(). */
json_t *gate_areas_judge(struct call *call, struct session *session, const json_t *norms, const char *today,
                         bool *ret_unjudged);

/* Adds a finding for each rule that areas break which did not before. Adds a fault where strict handling
 * refuses the transaction for it. */
void gate_areas_compare(struct call *call, const json_t *before, const json_t *after, json_t *findings);
