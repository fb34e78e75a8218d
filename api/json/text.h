/*
 * text - the form in which the register keeps strings: UTF-8 in Unicode normalisation form C, without control
 * characters.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the text, which must be UTF-8, contains a control character. If `lines` is true, line feed,
 * carriage return and tab are allowed. */
bool text_has_control(const char *text, size_t length, bool lines);

/* The text, which must be UTF-8, in form C: the same pointer if it is in form C already, else a
 * NUL-terminated copy in the arena, whose length is put into *length. */
const char *text_normalise(struct arena *arena, const char *text, size_t *length);

/* A NUL-terminated copy, in the arena and in form C, of bytes that did not come as JSON, such as the value of
 * a query parameter. NULL if they are no acceptable text; *ret_fault says why (NOT_UTF8, JSON_NUL,
 * CONTROL_CHARACTER). Line breaks and tabs are allowed. */
const char *text_nfc(struct arena *arena, const char *bytes, size_t length, enum fault_code *ret_fault);

/* Whether the text, which must be UTF-8, contains a visible character: one that is neither white space nor a
 * default-ignorable code point. */
bool text_is_visible(const char *text, size_t length);

/* Whether the text contains a bidirectional control character (U+202A to U+202E, U+2066 to U+2069). These
 * reorder the text after them on the screen, so that what people read is not what is stored. */
bool text_has_bidi_control(const char *text, size_t length);

/* Moves the ends of the text past white space and zero-width characters; true if there were any. */
bool text_trim(const char **text, size_t *length);
