/*
 * text_lines - text broken into lines of a picture, without knowing the font.
 *
 * Widths are counted in thousandths of the font's size, for the widest of the usual system fonts, so a line
 * may end early but never sticks out. A line ends at a space, after a hyphen or a slash, or, in a word longer
 * than the line, between characters.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text that is broken into lines one by one. */
struct lines {
        const char *text; /* what is left of it */
        size_t length;    /* of what is left */
        int64_t width;    /* of a line, in thousandths of the font's size */
        bool bold;
};

/* The width of one line of all the text. */
int64_t text_lines_width(const char *text, size_t length, bool bold);

struct lines text_lines_of(const char *text, int64_t width, bool bold);

/* The next line, without the spaces around it; false at the end. */
bool text_lines_next(struct lines *lines, const char **ret_line, size_t *ret_length);

/* What is left as one line, cut where it is too long to stand with an ellipsis after it. */
void text_lines_cut(struct lines *lines, const char **ret_line, size_t *ret_length);
