/*
 * text - the form in which strings are kept: UTF-8, Unicode normalisation form C, no control characters.
 *
 * The part of read.h that looks at one string.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the text holds a control character; line feed, carriage return and tab are none if `lines` are
 * allowed. The text must be UTF-8. */
bool text_has_control(const char *text, size_t length, bool lines);

/* The text, which must be UTF-8, in form C: itself where it is that already, else a NUL-terminated text in
 * the arena, and its length. */
const char *text_normalise(struct arena *arena, const char *text, size_t *length);
