/*
 * side_by_side - recognises pages set in two columns of running text.
 *
 * In such a text the right column begins at the same position, the gutter, in most lines, and there is
 * running text on both sides. Tables are not meant: they have short cells or more than one gap in a line.
 */
#pragma once

#include "base/arena.h"
#include "minutes/text/lines.h"

/* How a text is set. */
enum side_by_side {
        SIDES_NONE,      /* in one column */
        SIDES_LANGUAGES, /* in two columns, which say the same in two languages; one of them is kept */
        SIDES_COLUMNS,   /* in two columns whose lines are mixed, so their order cannot be known */
};

/* Finds out how the text is set. Of two languages the Norwegian one is kept, the left column if both are
 * Norwegian: lines are cut at the gutter, and the text of the other column is put into lines->aside. */
enum side_by_side side_by_side_find(struct arena *arena, struct lines *lines);
