/*
 * lines - the lines of the text: their indents and gaps, and which of them continue the line before.
 *
 * Empty lines are only counted. Page furniture (furniture.h) is kept apart from the other lines.
 */
#pragma once

#include "minutes/text/clean.h"

/* One line that is not empty. */
struct line {
        uint32_t from, to; /* its bytes in the clean text, without the blanks around it */
        uint16_t indent;   /* the blanks before it, in characters */
        uint16_t gap;      /* how many empty lines precede it */
        bool page;         /* a page, or page furniture, ended before it */
        bool masked;       /* it must not be published (invitation.h) */
        uint8_t level;     /* the level of a Markdown heading: how many # it has; 0 if it is none */
};

/* The lines of a text. */
struct lines {
        const struct clean *clean; /* the text */
        struct line *line;         /* the lines without page furniture */
        size_t count;
        struct line *furniture; /* page furniture: page numbers, repeated headers and footers */
        size_t furniture_count;
        /* If pages are set in two languages side by side: for each line, the bytes of the clean text in the
         * other column, which are not read (side_by_side.h). Else NULL. */
        struct minutes_span *aside;
        unsigned leading; /* how many empty lines are between the lines of one paragraph */
        size_t width;     /* how many characters a full line has; 0 if the text has no lines of one width */
};

/* Splits the text into lines. */
void lines_read(struct arena *arena, const struct clean *clean, struct lines *ret);

/* Sets `width` and `leading`; called after page furniture has been removed from the lines. */
void lines_measure(struct lines *lines);

/* Whether the line continues the one before it: it begins in lower case, or the one before it was full. With
 * `strict`, a line counts as full only if it is nearly as wide as the text; else a shorter one counts, too,
 * if it does not end like a sentence. */
bool lines_continue(const struct lines *lines, size_t line, bool strict);

/* Whether the line is separated from the one before it by more empty lines than usual. */
bool lines_apart(const struct lines *lines, size_t line);

/* Whether the line is set in columns: a tab or three spaces within it. */
bool lines_columns(const struct lines *lines, size_t line);
