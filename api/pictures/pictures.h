/*
 * pictures - draws answers as SVG. The functions are pure: an answer is given as the contract's JSON. All
 * text from outside is escaped.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>

/* Draws the seats of a body: filled, vacant, unknown and surplus, by group, with the names of the groups and
 * a legend. The picture can be read in black and white and by a screen reader (title, desc), and its colours
 * set with CSS variables. `body` is the body's resource, for its name. A unit is named by its id unless the
 * result has a `name` (a Text) for it. */
void picture_seats(struct buffer *out, const json_t *result, const json_t *body, enum language language);

/* Draw other answers in the same way: the verdicts over time as bands (TimelineBands), meetings as bars
 * against the norm (Cadence), an agreement with those before and after it (AgreementTimeline), and the map of
 * bodies (BodyMap), in which bodies are links. */
void picture_timeline(struct buffer *out, const json_t *bands, enum language language);
void picture_cadence(struct buffer *out, const json_t *cadence, enum language language);
void picture_agreement(struct buffer *out, const json_t *timeline, enum language language);
void picture_map(struct buffer *out, const json_t *map, enum language language);
