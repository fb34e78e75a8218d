/*
 * xml - text from outside, made safe to stand in XML: in an element and in a quoted attribute alike.
 *
 * Characters that XML forbids are dropped, and with them the other control characters and those that turn the
 * direction of writing: in a picture or a log they could make one name look like another.
 */
#pragma once

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads one code point of `length` > 0 bytes; returns how many bytes it took. A byte that is no UTF-8 reads
 * as U+FFFD. */
size_t utf8_next(const char *bytes, size_t length, uint32_t *ret_point);

/* Whether a reader may be shown the code point; line feed and tab may. */
bool text_shown(uint32_t point);

/* How many bytes of a text are within `max` without cutting a character: all of them if it is shorter. */
size_t text_cut(const char *text, size_t length, size_t max);

void xml_add(struct buffer *out, const char *bytes, size_t length);
void xml_add_string(struct buffer *out, const char *string);

/* The same choice of characters, without escapes, all white space as one space: for lines of a terminal. */
void plain_add_string(struct buffer *out, const char *string);
