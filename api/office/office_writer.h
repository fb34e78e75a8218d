/*
 * office_writer - writes the text of a document to standard output while it is read: a line for each
 * paragraph; the cells of a row are separated by tabs.
 */
#pragma once

#include "office/office_marks.h"

#include <stdbool.h>
#include <stddef.h>

struct office_writer {
        unsigned paragraphs, texts, cells; /* how many of these elements are open */
        unsigned lines;                    /* line breaks to be written before the next text */
        bool tab, blank;                   /* a tab or a space is to be written before it */
        bool any;                          /* text has been written */
        bool only_marked;                  /* only what is in OFFICE_TEXT is text in this format */
        bool hidden;                       /* the current run is hidden */
};

/* Take the begin and the end of an element into account. */
void office_writer_begin(struct office_writer *writer, enum office_mark mark);
void office_writer_end(struct office_writer *writer, enum office_mark mark);

/* Writes characters of the current element, if they are text of the document. */
void office_writer_text(struct office_writer *writer, const char *text, size_t length);

/* Ends the output; false if not everything could be written. */
bool office_writer_finish(struct office_writer *writer);
