/*
 * timeline - the verdicts of a body over a stretch of time, as maximal intervals in which none of them
 * changes.
 *
 * The same as checking every single day, but done at the days only on which anything in the facts changes.
 * Days to come are included: terms that will run out, rules that will come into force.
 */
#pragma once

#include "rules/rules.h"

struct rules_timeline;

/* The timeline over [from, to], both included; from is not after to. NULL when memory runs out. A body so
 * large that it would take more than about half a second gets a shorter one: see rules_timeline_end(). */
const struct rules_timeline *rules_timeline(struct arena *arena, const struct rules_facts *facts, date from,
                                            date to);

/* The last day that was judged: `to`, or an earlier one, after which the caller may go on. */
date rules_timeline_end(const struct rules_timeline *timeline);

/* Writes `"intervals":[{"from","to","verdict","rules":[{"rule","verdict"}]}]`, oldest first; `to` is the last
 * day. */
void rules_timeline_write(struct buffer *out, const struct rules_timeline *timeline);

/* The same the other way round, for a picture: `"name"` of the body, `"intervals":[{"from","to","verdict"}]`
 * of its verdict and `"rules":[{"rule","kind","force","basis","variant","decides","text","intervals"}]`, in
 * order of ids. */
void rules_timeline_write_bands(struct buffer *out, const struct rules_timeline *timeline);
