/*
 * text - the form in which strings are kept: UTF-8, Unicode normalisation form C, no control characters.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the text holds a control character; line feed, carriage return and tab are none if `lines` are
 * allowed. The text must be UTF-8. */
bool text_has_control(const char *text, size_t length, bool lines);

/* The text, which must be UTF-8, in form C: itself where it is that already, else a NUL-terminated text in
 * the arena, and its length. */
const char *text_normalise(struct arena *arena, const char *text, size_t *length);

/* A text from elsewhere (the value of a query parameter) in the same form: NUL-terminated, in the arena. NULL
 * if it is none: then *ret_fault says why (NOT_UTF8, JSON_NUL, CONTROL_CHARACTER). Line breaks and tabs are
 * not control characters here. */
const char *text_nfc(struct arena *arena, const char *bytes, size_t length, enum fault_code *ret_fault);

/* Whether the text, which must be UTF-8, holds a character that can be seen: neither blank nor ignorable. */
bool text_is_visible(const char *text, size_t length);

/* Whether it holds a character that turns the direction of the text after it (U+202A to U+202E, U+2066 to
 * U+2069): what is read is then not what is stored. */
bool text_turns(const char *text, size_t length);

/* Leaves out blanks, and marks that have no width, at both ends; true if there were any. */
bool text_trim(const char **text, size_t *length);
