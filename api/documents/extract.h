/*
 * extract - extracts the text of an uploaded document for the search.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct extract {
        const char *state; /* the result: the contract's DocumentTextState */
        const char *text;  /* in the arena; NULL if there is none */
        size_t length;
};

/* Whether the text of this media type is read in a separate process, for which the caller needs a place
 * (tool_take_place()). */
bool extract_needs_place(const char *media_type);

/* Reads the text of a file of this media type. False if that cannot be done now. */
bool extract_text(struct arena *arena, int file, const char *media_type, struct extract *ret);
