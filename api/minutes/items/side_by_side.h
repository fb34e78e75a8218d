/*
 * side_by_side - pages set in two columns of running text.
 *
 * A gutter is a place in the line where the right column begins in most lines, with words on both sides that
 * read on. A table has short cells, a header row, or more gaps than one; it is none.
 */
#pragma once

#include "base/arena.h"
#include "minutes/text/lines.h"

enum side_by_side {
        SIDES_NONE,      /* the text has one column */
        SIDES_LANGUAGES, /* the same in two languages: one stays, the other is put aside */
        SIDES_COLUMNS,   /* one text in two columns, whose order is lost */
};

/* Looks for a gutter. Of two languages the one stays that is Norwegian, the left one if both are: its lines
 * are cut at the gutter, and what stood beside them is in lines->aside. */
enum side_by_side side_by_side_find(struct arena *arena, struct lines *lines);
