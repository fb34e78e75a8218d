/*
 * draw - the pieces that pictures are made of: their style, paragraphs, marks of verdicts, seats, bands.
 *
 * Whatever a colour says a shape says too, and every shape carries attributes that draw it in black on white
 * where no style is applied. Nothing refers to anything by an id, so many pictures may stand in one page. The
 * style is one for all of them; a page sets its colours with the variables --samrad-ink, -paper, -met,
 * -not-met, -unknown and -vacant.
 */
#pragma once

#include "formats/view.h"

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

#define PICTURE_WIDTH     480
#define PICTURE_MARGIN    20
#define PICTURE_SEAT_STEP 27 /* from one seat to the next */
#define PICTURE_MARK_SIZE 18
#define PICTURE_INDENT    (PICTURE_MARGIN + PICTURE_MARK_SIZE + 10) /* of words behind a mark */

/* A picture that is being drawn from the top down. */
struct drawing {
        struct buffer *out;
        struct buffer sentence; /* one sentence after the other is put together here */
        enum language language;
        int width;
        int64_t y; /* the bottom of what is drawn */
};

/* How a paragraph is set. */
struct draw_type {
        const char *class; /* its class in the style */
        int size, leading; /* of the letters, and from line to line, in pixels */
        bool bold;
        int lines_max; /* what is longer is cut */
};
extern const struct draw_type draw_type_title, draw_type_verdict, draw_type_text, draw_type_small,
        draw_type_heading;

/* The style sheet, with the fallbacks of every variable, for light, dark and print. */
void draw_style(struct buffer *out);

/* Lines of text between x and x + width from the bottom of what is drawn; the bottom moves down. */
void draw_text(struct drawing *drawing, const struct draw_type *type, int x, int width, const char *text);
/* The sentence that has been put together; it is empty afterwards. */
void draw_sentence(struct drawing *drawing, const struct draw_type *type, int x, int width);

/* One line that stands by itself, `anchor`ed (start, middle, end) at x, on the base line y; cut if it is
 * wider than `width`. */
void draw_label(struct drawing *drawing, const struct draw_type *type, const char *anchor, int x, int64_t y,
                int width, const char *text);

void draw_mark(struct drawing *drawing, enum verdict verdict, bool warning, int x, int64_t y);
/* The same in two thirds of its size. */
void draw_small_mark(struct drawing *drawing, enum verdict verdict, bool warning, int x, int64_t y);
void draw_seat(struct drawing *drawing, enum seat_state place, int x, int64_t y);
/* A stretch of time with one verdict, PICTURE_BAND_HEIGHT high: bands of different verdicts differ without
 * their colours, too. */
#define PICTURE_BAND_HEIGHT 16
void draw_band(struct drawing *drawing, enum verdict verdict, int x, int64_t y, int width);
/* A line across the picture, and a heading below it. */
void draw_rule_line(struct drawing *drawing);
void draw_heading(struct drawing *drawing, enum word which);
/* `+ 12 more …`, in small letters; nothing for none. */
void draw_more(struct drawing *drawing, size_t count, enum word what, int x);

/* A legend, entry by entry, over as many lines as it takes. */
struct legend {
        struct drawing *drawing;
        int x;
};
struct legend draw_legend_begin(struct drawing *drawing);
/* Writes the words of the next entry, and says where its sample is to be drawn, `sample` wide and at most 22
 * high. */
int draw_legend_entry(struct legend *legend, const char *words, int sample, int64_t *ret_y);
/* The same with a sample that is SVG of our own, from 0 to `sample` and 22. */
void draw_legend_shape(struct legend *legend, enum word words, int sample, const char *shape);
void draw_legend_end(struct legend *legend);
