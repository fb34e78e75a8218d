/*
 * pictures - answers drawn as SVG. Pure: the contract's own JSON goes in, a picture comes out. Everything
 * that comes from outside is escaped.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>

/* The seats of a body, drawn: filled, vacant, unknown and surplus, by group, with the names of the groups and
 * a legend. Readable in black and white and by a screen reader (title, desc); themable with CSS variables.
 * `body` is the body's resource, for its name. A unit is called by its id unless the result has a `name` (a
 * Text) for it. */
void picture_seats(struct buffer *out, const json_t *result, const json_t *body, enum language language);

/* The following are drawn from the answers that the contract calls so, and keep the same promises: the
 * verdicts over time as bands (TimelineBands), meetings as bars against the norm (Cadence), an agreement
 * among those before and after it (AgreementTimeline), and the map of bodies (BodyMap), whose bodies are
 * links. */
void picture_timeline(struct buffer *out, const json_t *bands, enum language language);
void picture_cadence(struct buffer *out, const json_t *cadence, enum language language);
void picture_agreement(struct buffer *out, const json_t *timeline, enum language language);
void picture_map(struct buffer *out, const json_t *map, enum language language);
