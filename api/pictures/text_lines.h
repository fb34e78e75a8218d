/*
 * text_lines - breaks text into lines of a picture, without knowing the font.
 *
 * Widths are in thousandths of the font size, for the widest of the usual system fonts, so a line may be
 * shorter than the width but never longer. A line ends at a space, after a hyphen or a slash, or, in a word
 * longer than the line, between characters.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text that is broken into lines one by one. */
struct lines {
        const char *text; /* the rest of the text */
        size_t length;    /* of the rest */
        int64_t width;    /* the width of a line, in thousandths of the font size */
        bool bold;
};

/* The width of the whole text as one line. */
int64_t text_lines_width(const char *text, size_t length, bool bold);

struct lines text_lines_of(const char *text, int64_t width, bool bold);

/* The next line, without the spaces around it; false at the end. */
bool text_lines_next(struct lines *lines, const char **ret_line, size_t *ret_length);

/* The rest of the text as one line, cut so that an ellipsis fits after it. */
void text_lines_cut(struct lines *lines, const char **ret_line, size_t *ret_length);
