/*
 * parse_scan - a part of parse that works on the bytes of a body: it checks them before the JSON parser runs,
 * and finds the line and column of a member name that the parser complained about.
 */
#pragma once

#include "words/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* The most values that a body may have. A value in a tree takes some two hundred bytes, however short it is
 * in the text, so this many take ten megabytes. Our own documents have some thirty bytes a value, names
 * included; one of a megabyte stays below the limit. */
#define PARSE_VALUES_MAX 50000

/* Refuses bodies that must not reach the parser: an empty one, invalid UTF-8, NUL (as a byte or as an
 * escape), brackets nested deeper than POINTER_DEPTH_MAX, more values than PARSE_VALUES_MAX. False if a fault
 * was added. */
bool parse_scan(const char *bytes, size_t length, struct faults *faults);

/* A position as people count it: lines and columns begin at 1, and a column is a character. */
struct text_position {
        size_t line;
        size_t column;
};

/* The position of the `ordinal`th member name, counted from 0 in the order of the text. */
struct text_position parse_scan_key(const char *bytes, size_t length, size_t ordinal);

/* The position of the last member name that ends at or before the byte `end`. */
struct text_position parse_scan_key_before(const char *bytes, size_t length, size_t end);
