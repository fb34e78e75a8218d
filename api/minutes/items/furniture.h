/*
 * furniture - page numbers, and headers and footers that come again at the edges of pages.
 *
 * A page ends at a form feed or at a line that is a page number. A line within three of such a place is
 * furniture where the same line, its digits apart, stands at the same distance from at least two more, or
 * from as many as half of all.
 */
#pragma once

#include "minutes/text/lines.h"

/* Moves the furniture out of the lines. */
void furniture_strip(struct arena *arena, struct lines *lines);
