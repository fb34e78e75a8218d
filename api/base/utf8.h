/*
 * utf8 - text from outside, character by character.
 *
 * What is no UTF-8 is read as U+FFFD, so that nothing that is shown to people depends on where a text came
 * from.
 */
#pragma once

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a byte that is no UTF-8 is read as: U+FFFD. */
#define UTF8_REPLACEMENT 0xfffd

/* Reads one code point of `length` > 0 bytes; returns how many bytes it took. */
size_t utf8_next(const char *bytes, size_t length, uint32_t *ret_point);

/* Whether a reader may be shown the code point; line feed and tab may. Control characters may not, and those
 * that turn the direction of writing could make one name look like another. */
bool utf8_is_shown(uint32_t point);

/* How many bytes of a text are within `max` without cutting a character: all of them if it is shorter. */
size_t utf8_cut(const char *text, size_t length, size_t max);

/* Adds the characters that may be shown, all white space as one space: for lines of a terminal. */
void utf8_add_plain(struct buffer *out, const char *string);
