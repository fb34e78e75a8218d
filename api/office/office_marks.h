/*
 * office_marks - what the elements of OOXML and ODF mean for the text of a document.
 */
#pragma once

enum office_mark {
        OFFICE_OTHER,       /* what is in it counts, itself it means nothing */
        OFFICE_PASSED_OVER, /* with all that is in it */
        OFFICE_PARAGRAPH,
        OFFICE_RUN,    /* of letters alike, which may be hidden */
        OFFICE_HIDDEN, /* says that the run is */
        OFFICE_TEXT,   /* only what is in it is text */
        OFFICE_TAB,
        OFFICE_BREAK,
        OFFICE_HYPHEN,
        OFFICE_SPACES,
        OFFICE_CELL,
        OFFICE_ROW,
};

/* The mark of an element, by its namespace and name. */
enum office_mark office_mark_find(const char *space, const char *name);
