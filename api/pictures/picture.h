/*
 * picture - a drawing with what is around it: a title and a description in words, the style, the background.
 */
#pragma once

#include "pictures/draw.h"

struct picture {
        struct drawing drawing;
        struct buffer shapes, title, desc; /* title and description as plain text */
};

/* Begins a picture of this width, which grows downwards. */
void picture_begin(struct picture *picture, size_t limit, int width, enum language language);

/* Adds the picture to `out` and releases it. Its ids are made of `kind` and `id`, so that they differ from
 * those of other pictures in the same page. */
void picture_end(struct picture *picture, struct buffer *out, const char *kind, const char *id);

/* The same for a picture that contains links, which an image may not. */
void picture_end_linked(struct picture *picture, struct buffer *out, const char *kind, const char *id);

/* Draws what a picture was made from, in small letters at its foot: `id · known … · revision …`. */
void picture_foot(struct picture *picture, const char *id, const json_t *json);
