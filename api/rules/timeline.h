/*
 * timeline - the verdicts of a body over a period, as intervals in which none of them changes.
 *
 * The result is the same as if each day were checked, but only days on which something in the facts changes
 * are. Future days are included, with terms that will end and rules that will come into force.
 */
#pragma once

#include "rules/rules.h"

struct rules_timeline;

/* The timeline from `from` to `to`, both included; `from` must not be after `to`. NULL if memory runs out. If
 * the body is so large that it would take more than about half a second, the timeline is shorter: see
 * rules_timeline_end(). */
const struct rules_timeline *rules_timeline(struct arena *arena, const struct rules_facts *facts, date from,
                                            date to);

/* The last day that was judged: `to`, or an earlier one, after which the caller may go on. */
date rules_timeline_end(const struct rules_timeline *timeline);

/* Writes `"intervals":[{"from","to","verdict","rules":[{"rule","verdict"}]}]`, the oldest first; `to` is the
 * last day of an interval. */
void rules_timeline_write(struct buffer *out, const struct rules_timeline *timeline);

/* Writes the same by rule instead of by interval, for a picture: the body's `"name"`, the
 * `"intervals":[{"from","to","verdict"}]` of its verdict, and
 * `"rules":[{"rule","kind","force","basis","variant","decides","text","intervals"}]` in the order of ids. */
void rules_timeline_write_bands(struct buffer *out, const struct rules_timeline *timeline);
