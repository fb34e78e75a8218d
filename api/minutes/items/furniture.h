/*
 * furniture - finds page furniture: page numbers, and headers and footers that are repeated at the ends of
 * pages.
 *
 * A page ends at a form feed or at a line that is a page number. A line within three lines of the end of a
 * page is furniture if the same line (digits may differ) is at the same distance from the end of at least two
 * or three pages; in a long text, of half of them.
 */
#pragma once

#include "minutes/text/lines.h"

/* Moves page furniture from lines->line to lines->furniture, and with it lines that must not be published
 * (invitation.h) and lines drawn with hyphens. */
void furniture_strip(struct arena *arena, struct lines *lines);
