/*
 * parse_scan - looks at the bytes of a body before and beside the JSON parser. Part of read.
 */
#pragma once

#include "words/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* Refuses what the parser shall not even see: no content, invalid UTF-8, NUL (as a byte or written as an
 * escape), brackets nested deeper than READ_DEPTH_MAX. False if a fault was added. */
bool parse_scan(const char *bytes, size_t length, struct faults *faults);

/* A position for people: both count from 1, columns in characters. */
struct text_position {
        size_t line;
        size_t column;
};

/* Where the `ordinal`th member name begins, counted from 0 in the order of the text. */
struct text_position parse_key_position(const char *bytes, size_t length, size_t ordinal);

/* Where the last member name that ends at or before the byte `end` begins. */
struct text_position parse_key_before(const char *bytes, size_t length, size_t end);
