/*
 * area_timeline - the verdicts on a rule on where there are to be bodies over a stretch of time, area by
 * area: who lacks a council, and from which day to which.
 */
#pragma once

#include "rules/rules.h"

struct area_timeline;

/* The timeline over [from, to], both included, of facts that are about such a rule; from is not after to.
 * NULL when memory runs out. It may be shorter where it would take too long, as in timeline.h. */
const struct area_timeline *area_timeline_judge(struct arena *arena, const struct rules_facts *facts,
                                                date from, date to);

/* The last day that was judged. */
date area_timeline_end(const struct area_timeline *timeline);

/* Writes `"intervals":[{"from","to","verdict"}],"areas":[{"area","name","intervals"}]`: of the rule as a
 * whole without gaps, and of each area on the days on which it is one; areas in order of their ids. */
void area_timeline_write(struct buffer *out, const struct area_timeline *timeline);
