/*
 * csv - records of text cells, written and read (RFC 4180).
 *
 * Written: cells are separated by a delimiter, records end with CRLF, a cell is quoted where it must be. What
 * a spreadsheet would take for a formula (a text that begins with = + - @, also in their wide forms, or with
 * a tab or a line break) gets an apostrophe before it, and so does one that begins with an apostrophe before
 * one of these or before another; read, it loses it again. The same holds within a text after a semicolon, a
 * tab or a line break: a spreadsheet that looks for semicolons begins a cell there. Numbers are left alone.
 */
#pragma once

#include "base/buffer.h"

/* What spreadsheets know UTF-8 by. */
#define CSV_MARK "\xEF\xBB\xBF"

/* Between the texts of a list in a cell: neither ids nor codes have it. Alone it is an empty list. Who reads
 * takes a semicolon for it, too. */
#define CSV_LIST_SEPARATOR '|'

/* What stands before the first cell of a record. */
#define CSV_FIRST '\0'

/* Adds a cell, with the delimiter before it. Text is guarded, a number is not. */
void csv_add_text(struct buffer *out, const char *text, size_t length, char delimiter);
void csv_add_number(struct buffer *out, const char *text, char delimiter);

/* Ends the record. */
void csv_end(struct buffer *out);

/* Whether a text that ends where a line ends is a whole record: no quote is open. */
bool csv_is_whole(const char *text, size_t length);

/* The delimiter that a header's record uses: a tab where it has one; else a comma; a semicolon where it has
 * that and no comma. */
char csv_delimiter(const char *text, size_t length);

/* Takes a record apart, in place; a carriage return at its end is no part of it. There is room for a NUL
 * behind it. There are at most `max` cells, without quotes and guards, NUL-terminated. False if it is no
 * valid record: a quote where none may be, NUL, more cells. */
bool csv_split(char *text, size_t length, char delimiter, const char **ret_cells, size_t max,
               size_t *ret_count);
