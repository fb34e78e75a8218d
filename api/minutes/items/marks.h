/*
 * marks - reads numbers, letters and bullets at the beginning of lines.
 */
#pragma once

#include "minutes/text/lines.h"

/* The styles of marks, with examples. */
enum mark_style {
        MARK_NONE,
        MARK_CASE,   /* Sak 12/21, SAK NR 045-2021, PS 3/24, Sak 3 */
        MARK_SERIES, /* 12/21 */
        MARK_PAREN,  /* 1) */
        MARK_DOT,    /* 1. */
        MARK_COLON,  /* 1: */
        MARK_BARE,   /* 1, in a column of its own */
        MARK_ROMAN,  /* I. */
        MARK_LEVEL,  /* 1.1 */
        MARK_LETTER, /* a) */
        MARK_BULLET, /* - */
};

/* The mark of a line. Offsets are in the clean text. */
struct mark {
        enum mark_style style;
        uint32_t value, series;          /* of 12/21: 12 and 21 */
        uint32_t number_from, number_to; /* the bytes of the number */
        uint32_t text;                   /* where the text after the mark begins */
};

/* The mark that the line begins with; its style is MARK_NONE if there is none. */
struct mark mark_read(const struct lines *lines, size_t line);
