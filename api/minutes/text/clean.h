/*
 * clean - the text without what typesetting left in it, and the way back to the text as given.
 *
 * Soft hyphens (U+00AD, and U+00AC between letters, as some PDFs give them), zero-width and direction marks
 * are gone, and so are the marks of emphasis and headings that chats use; all spaces are spaces, ligatures
 * are letters, all line ends are line feeds; at the end of a line a soft hyphen is a hyphen. A form feed
 * stays: it is where a page ends. What else controls terminals is a space.
 */
#pragma once

#include "base/arena.h"
#include "minutes/model/minutes_model.h"

struct clean {
        const char *source; /* the text as given */
        char *bytes;
        char *lower;      /* the same, in lower case; byte for byte in the same place */
        uint32_t *origin; /* where in the source each byte comes from; of `length`: the source's length */
        size_t length;
};

/* The text must be UTF-8 without NUL. */
void clean_text(struct arena *arena, const char *source, size_t length, struct clean *ret);

/* Where the bytes from `from` up to `to` stand in the source. */
struct minutes_span clean_span(const struct clean *clean, size_t from, size_t to);
