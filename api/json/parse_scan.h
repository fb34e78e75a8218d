/*
 * parse_scan - looks at the bytes of a body before and beside the JSON parser; part of parse.
 */
#pragma once

#include "words/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* A value in a tree takes some two hundred bytes, whatever its length in the text: this many take ten
 * megabytes. Our own documents have some thirty bytes a value, names and all; a body of a megabyte keeps
 * below that. */
#define PARSE_VALUES_MAX 50000

/* Refuses what the parser shall not even see: no content, invalid UTF-8, NUL (as a byte or written as an
 * escape), brackets nested deeper than POINTER_DEPTH_MAX, more values
 * than PARSE_VALUES_MAX. False if a fault was added. */
bool parse_scan(const char *bytes, size_t length, struct faults *faults);

/* A position for people: both count from 1, columns in characters. */
struct text_position {
        size_t line;
        size_t column;
};

/* Where the `ordinal`th member name begins, counted from 0 in the order of the text. */
struct text_position parse_scan_key(const char *bytes, size_t length, size_t ordinal);

/* Where the last member name that ends at or before the byte `end` begins. */
struct text_position parse_scan_key_before(const char *bytes, size_t length, size_t end);
