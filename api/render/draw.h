/*
 * draw - the pieces that a picture of seats is made of: its style, paragraphs, marks of verdicts, seats.
 *
 * Shapes tell what colours tell too, and every shape carries attributes that draw it in black on white where
 * no style is applied. Nothing refers to anything by an id, so many pictures may stand in one page.
 */
#pragma once

#include "view.h"

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

#define PICTURE_WIDTH 480
#define MARGIN        20
#define SEAT_STEP     27 /* from one seat to the next */
#define MARK_SIZE     18

struct drawing {
        struct buffer *out;
        struct buffer sentence; /* one after the other is put together here */
        enum language language;
        int64_t y; /* the bottom of what is drawn */
        int64_t places_left, units_left;
};

struct type {
        const char *class;
        int size, leading;
        bool bold;
        int lines_max;
};
extern const struct type type_title, type_verdict, type_text, type_small, type_heading;

/* The style sheet, with the fallbacks of every variable, for light, dark and print. */
void draw_style(struct buffer *out);

/* Lines of text between x and x + width from the bottom of what is drawn; the bottom moves down. */
void draw_text(struct drawing *drawing, const struct type *type, int x, int width, const char *text);
/* The sentence that has been put together; it is empty afterwards. */
void draw_sentence(struct drawing *drawing, const struct type *type, int x, int width);

void draw_mark(struct drawing *drawing, enum verdict verdict, bool warning, int x, int64_t y);
void draw_seat(struct drawing *drawing, enum place place, int x, int64_t y);
/* A line across the picture. */
void draw_rule_line(struct drawing *drawing);
