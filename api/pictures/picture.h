/*
 * picture - a drawing with its frame: a title and a description in words, the style, the paper.
 */
#pragma once

#include "pictures/draw.h"

struct picture {
        struct drawing drawing;
        struct buffer shapes, title, desc; /* title and description as plain text */
};

/* A picture of that width; it grows downwards. */
void picture_begin(struct picture *picture, size_t limit, int width, enum language language);

/* Adds the picture to `out` and releases it. The ids in it are its own in a page with several pictures. The
 * height is that of the drawing. */
void picture_end(struct picture *picture, struct buffer *out, const char *kind, const char *id);

/* The same of a picture with links in it, which are no part of an image. */
void picture_end_linked(struct picture *picture, struct buffer *out, const char *kind, const char *id);

/* What a picture was made from, in small letters at its foot: `id · known … · revision …`. */
void picture_foot(struct picture *picture, const char *id, const json_t *json);
