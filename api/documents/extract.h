/*
 * extract - the text of a document, as far as it is searched.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct extract {
        const char *state; /* what came of it: the contract's DocumentTextState */
        const char *text;  /* in the arena; NULL: there is none */
        size_t length;
};

/* Reads what there is of a file that was found to be of this media type. False if that cannot be done now:
 * too many are read at once, or the file cannot be. */
bool extract_text(struct arena *arena, int file, const char *media_type, struct extract *ret);
