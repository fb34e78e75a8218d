/*
 * lines - the lines of the text, how they are set, and which of them belong together.
 *
 * Empty lines are not kept, only counted. Page furniture (furniture.h) is put aside.
 */
#pragma once

#include "minutes/text/clean.h"

struct line {
        uint32_t from, to; /* in the clean text, without the blanks around; never empty */
        uint16_t indent;
        uint16_t gap;  /* empty lines before it */
        bool page;     /* a page, or what was furniture, ended before it */
        bool masked;   /* it must not be published (invitation.h) */
        uint8_t level; /* of a heading of Markdown: how many #; 0 if it is none */
};

/* The lines of a text, without what belongs to its pages. */
struct lines {
        const struct clean *clean; /* the text */
        struct line *line;         /* the lines that say something */
        size_t count;
        struct line *furniture; /* those that belong to the pages: numbers, repeated heads and feet */
        size_t furniture_count;
        struct minutes_span
                *aside;   /* beside each line, in the clean text; NULL if nothing is (side_by_side.h) */
        unsigned leading; /* empty lines that stand between any two lines of a paragraph */
        size_t width;     /* characters of a full line; 0 if the text is not broken into lines */
};

/* Splits the text into lines. */
void lines_read(struct arena *arena, const struct clean *clean, struct lines *ret);

/* Finds out how wide the lines are and how far apart; called once furniture is put aside. */
void lines_measure(struct lines *lines);

/* Whether the line goes on where the one before it ended. In running text a line that does not end like a
 * sentence goes on; `strict` asks that it be full. */
bool lines_continue(const struct lines *lines, size_t line, bool strict);

/* Whether a gap stands before the line that is more than the usual space between lines. */
bool lines_apart(const struct lines *lines, size_t line);

/* Whether the line is set in columns: a tab or three spaces within it. */
bool lines_columns(const struct lines *lines, size_t line);
