/*
 * draw - the elements of pictures: their style, paragraphs, signs of verdicts, seats, bands.
 *
 * Nothing is shown by colour alone, and all shapes have attributes that draw them in black on white if no
 * style is applied. No element refers to another by an id, so many pictures can be in one page. They have the
 * same style; a page sets its colours with the variables --samrad-ink, -paper, -met, -not-met, -unknown and
 * -vacant.
 */
#pragma once

#include "formats/view.h"

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

#define PICTURE_WIDTH     480
#define PICTURE_MARGIN    20
#define PICTURE_SEAT_STEP 27 /* the distance from one seat to the next */
#define PICTURE_MARK_SIZE 18
#define PICTURE_INDENT    (PICTURE_MARGIN + PICTURE_MARK_SIZE + 10) /* where words after a mark begin */

/* A picture that is being drawn from the top down. */
struct drawing {
        struct buffer *out;
        struct buffer sentence; /* the sentence that is being written, for draw_sentence() */
        enum language language;
        int width;
        int64_t y; /* the lower end of what has been drawn */
};

/* How a paragraph is set. */
struct draw_type {
        const char *class; /* its class in the style sheet */
        int size, leading; /* the font size, and the distance between lines, in pixels */
        bool bold;
        int lines_max; /* a longer text is cut */
};
extern const struct draw_type draw_type_title, draw_type_verdict, draw_type_text, draw_type_small,
        draw_type_heading;

/* Writes the style sheet, with defaults for all variables, for light, dark and print. */
void draw_style(struct buffer *out);

/* Draws a text as lines between x and x + width, below what has been drawn. */
void draw_text(struct drawing *drawing, const struct draw_type *type, int x, int width, const char *text);
/* Draws drawing->sentence in the same way, and empties it. */
void draw_sentence(struct drawing *drawing, const struct draw_type *type, int x, int width);

/* Draws a single line with its start, middle or end (`anchor`) at x and its base line at y; it is cut if it
 * is wider than `width`. */
void draw_label(struct drawing *drawing, const struct draw_type *type, const char *anchor, int x, int64_t y,
                int width, const char *text);

void draw_mark(struct drawing *drawing, enum verdict verdict, bool warning, int x, int64_t y);
/* The same at two thirds of the size. */
void draw_small_mark(struct drawing *drawing, enum verdict verdict, bool warning, int x, int64_t y);
void draw_seat(struct drawing *drawing, enum seat_state place, int x, int64_t y);
/* Draws a period with one verdict as a band. Bands of different verdicts differ by more than their colours.
 */
#define PICTURE_BAND_HEIGHT 16
void draw_band(struct drawing *drawing, enum verdict verdict, int x, int64_t y, int width);
/* Draws a line across the picture; and a line with a heading below it. */
void draw_rule_line(struct drawing *drawing);
void draw_heading(struct drawing *drawing, enum word which);
/* Draws `+ 12 more …` in small letters; nothing if the count is 0. */
void draw_more(struct drawing *drawing, size_t count, enum word what, int x);

/* A legend that is drawn entry by entry, on as many lines as needed. */
struct legend {
        struct drawing *drawing;
        int x;
};
struct legend draw_legend_begin(struct drawing *drawing);
/* Draws the words of the next entry, and returns where its sample is to be drawn (x, and *ret_y); it must be
 * `sample` wide and at most 22 high. */
int draw_legend_entry(struct legend *legend, const char *words, int sample, int64_t *ret_y);
/* Draws an entry with a sample that is given as SVG, `sample` wide and 22 high. */
void draw_legend_shape(struct legend *legend, enum word words, int sample, const char *shape);
void draw_legend_end(struct legend *legend);
