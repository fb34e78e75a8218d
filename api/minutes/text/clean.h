/*
 * clean - the text without the traces of typesetting, and for each of its bytes the offset in the original
 * text.
 *
 * These are removed: soft hyphens (U+00AD, and U+00AC between letters, as some PDFs have it), zero-width
 * characters and direction marks, and the marks of emphasis and headings that are typed in chats. All sorts
 * of spaces become spaces, ligatures become letters, line ends become line feeds, and a soft hyphen at the
 * end of a line becomes a hyphen. A form feed stays, because it marks the end of a page. Other control
 * characters become spaces, so that the result cannot control a terminal.
 */
#pragma once

#include "base/arena.h"
#include "minutes/model/minutes_model.h"

struct clean {
        const char *source; /* the original text */
        char *bytes;        /* the clean text */
        char *lower;        /* the clean text in lower case; each byte has the same offset as in `bytes` */
        uint32_t *origin;   /* the offset in the source of each byte; the last is the source's length */
        size_t length;      /* of `bytes` and `lower`; `origin` has one element more */
};

/* Makes the clean text. The source must be UTF-8 without NUL. */
void clean_text(struct arena *arena, const char *source, size_t length, struct clean *ret);

/* The bytes of the source that the clean bytes from `from` up to `to` came from. */
struct minutes_span clean_span(const struct clean *clean, size_t from, size_t to);
