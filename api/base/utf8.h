/*
 * utf8 - reads text from outside character by character.
 *
 * Bytes that are not valid UTF-8 are read as U+FFFD, so that any text can be shown to people.
 */
#pragma once

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point that an invalid byte is read as. */
#define UTF8_REPLACEMENT 0xfffd

/* Reads one code point from `length` > 0 bytes; returns how many bytes it has. */
size_t utf8_next(const char *bytes, size_t length, uint32_t *ret_point);

/* Whether the code point may be shown to people. Control characters other than line feed and tab may not, nor
 * may bidirectional controls, which could make one name look like another. */
bool utf8_is_shown(uint32_t point);

/* The length of a text cut to at most `max` bytes without dividing a character. */
size_t utf8_cut(const char *text, size_t length, size_t max);

/* Adds the characters that may be shown, each run of white space as one space: for lines on a terminal. */
void utf8_add_plain(struct buffer *out, const char *string);
