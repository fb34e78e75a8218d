/*
 * marks - numbers, letters and bullets at the beginning of lines.
 */
#pragma once

#include "minutes/text/lines.h"

enum mark_style {
        MARK_NONE,
        MARK_CASE,   /* Sak 12/21, SAK NR 045-2021, PS 3/24, Sak 3 */
        MARK_SERIES, /* 12/21 */
        MARK_PAREN,  /* 1) */
        MARK_DOT,    /* 1. */
        MARK_COLON,  /* 1: */
        MARK_BARE,   /* 1 and a column of its own */
        MARK_ROMAN,  /* I. */
        MARK_LEVEL,  /* 1.1 */
        MARK_LETTER, /* a) */
        MARK_BULLET, /* - */
};

struct mark {
        enum mark_style style;
        uint32_t value, series;          /* 12 and 21 of 12/21 */
        uint32_t number_from, number_to; /* in the clean text */
        uint32_t text;                   /* where the text after it begins */
};

/* The mark that the line begins with; of style MARK_NONE if there is none. */
struct mark mark_read(const struct lines *lines, size_t line);
