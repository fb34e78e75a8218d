/*
 * render - results of checks in forms for people and for other programs. Pure: what a check answered goes in
 * as the contract's JSON (CheckResult), text comes out. Everything that comes from outside is escaped.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>
#include <stddef.h>

/* The seats of a body, drawn: filled, vacant, unknown and surplus, by group, with the names of the groups and
 * a legend. Readable in black and white and by a screen reader (title, desc); themable with CSS variables.
 * `body` is the body's resource, for its name. A unit is called by its id unless the result has a `name` (a
 * Text) for it. */
void render_seats_svg(struct buffer *out, const json_t *result, const json_t *body, enum language language);

/* What stands below is drawn from the contract's answers of those names, with the same promises: the verdicts
 * over time as bands (TimelineBands), meetings as bars against the norm (Cadence), an agreement among those
 * before and after it (AgreementTimeline), and the map of bodies (BodyMap), whose bodies are links. */
void render_timeline_svg(struct buffer *out, const json_t *bands, enum language language);
void render_cadence_svg(struct buffer *out, const json_t *cadence, enum language language);
void render_agreement_svg(struct buffer *out, const json_t *timeline, enum language language);
void render_map_svg(struct buffer *out, const json_t *map, enum language language);

/* One result as lines of text for a terminal. */
void render_check_text(struct buffer *out, const json_t *result, enum language language);

/* Results as CSV: a row for each rule; the columns are those that the contract lists for all checks. */
void render_check_csv_begin(struct buffer *out);
void render_check_csv(struct buffer *out, const json_t *result);

/* Results as JUnit XML: a test suite for each body, a test case for each rule. */
void render_junit_begin(struct buffer *out);
void render_junit(struct buffer *out, const json_t *result, enum language language);
void render_junit_end(struct buffer *out);

/* Results as SARIF 2.1.0: one finding for each rule that is not met, and a note for each that is unknown,
 * with fingerprints that stay the same from run to run. */
void render_sarif(struct buffer *out, const json_t *const *results, size_t count, enum language language);

/* What will break when, as iCalendar (RFC 5545): `upcoming` is the contract's list of coming findings. */
void render_upcoming_calendar(struct buffer *out, const json_t *upcoming, enum language language);
