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

/* Whether a text of this media type is read by a process of which there are few (pdf_take_turn). */
bool extract_takes_turn(const char *media_type);

/* Reads what there is of a file that was found to be of this media type. False if that cannot be done now. */
bool extract_text(struct arena *arena, int file, const char *media_type, struct extract *ret);
