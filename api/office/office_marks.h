/*
 * office_marks - what the elements of OOXML and ODF mean for the text of a document.
 */
#pragma once

enum office_mark {
        OFFICE_OTHER,   /* it has no meaning itself, but its content is read */
        OFFICE_SKIPPED, /* it is skipped with all its content */
        OFFICE_PARAGRAPH,
        OFFICE_RUN,    /* characters with the same properties, which may be hidden */
        OFFICE_HIDDEN, /* a property of a run: it is hidden */
        OFFICE_TEXT,   /* if a format has this element, only its content is text */
        OFFICE_TAB,
        OFFICE_BREAK,
        OFFICE_HYPHEN,
        OFFICE_SPACES,
        OFFICE_CELL,
        OFFICE_ROW,
};

/* The mark of an element, by its namespace and name. */
enum office_mark office_mark_find(const char *space, const char *name);
