/*
 * office_writer - the text of a document, written out as it is read: a line for each paragraph, cells of a
 * row with tabs between.
 */
#pragma once

#include "office/office_marks.h"

#include <stdbool.h>
#include <stddef.h>

struct office_writer {
        unsigned paragraphs, texts, cells; /* how deep in them */
        unsigned lines;                    /* that end before the next text */
        bool tab, blank;                   /* stand before it */
        bool any;                          /* text has been written */
        bool only_marked;                  /* this format says by a mark what is text */
        bool hidden;                       /* the run is */
};

/* An element begins, or ends. */
void office_writer_begin(struct office_writer *writer, enum office_mark mark);
void office_writer_end(struct office_writer *writer, enum office_mark mark);

/* Characters that stand in it: they count where they are text. */
void office_writer_text(struct office_writer *writer, const char *text, size_t length);

/* Writes the end; false if not all could be written. */
bool office_writer_finish(struct office_writer *writer);
