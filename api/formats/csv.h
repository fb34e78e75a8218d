/*
 * csv - writes and reads records of text cells (RFC 4180).
 *
 * Cells are separated by a delimiter, records end with CRLF, and a cell is quoted if it must be. A text that
 * a spreadsheet would take for a formula (it begins with = + - @, also in their wide forms, or with a tab or
 * a line break) gets an apostrophe before it, and so does a text that begins with an apostrophe before one of
 * these or before another apostrophe; reading removes the apostrophe again. The same is done within a text
 * after a semicolon, a tab or a line break, because a spreadsheet that splits at semicolons begins a cell
 * there. Numbers are not changed.
 */
#pragma once

#include "base/buffer.h"

/* The byte order mark, by which spreadsheets recognise UTF-8. */
#define CSV_MARK "\xEF\xBB\xBF"

/* Separates the texts of a list in a cell; neither ids nor codes contain it. A cell with only the separator
 * is an empty list. When a table is read, a semicolon is accepted, too. */
#define CSV_LIST_SEPARATOR '|'

/* The delimiter to give for the first cell of a record: none. */
#define CSV_FIRST '\0'

/* Add a cell, with the delimiter before it. A text is protected from being read as a formula, a number is
 * not. */
void csv_add_text(struct buffer *out, const char *text, size_t length, char delimiter);
void csv_add_number(struct buffer *out, const char *text, char delimiter);

/* Ends the record. */
void csv_end(struct buffer *out);

/* Whether a text of one or more lines is a whole record: no quote is open at its end. */
bool csv_is_whole(const char *text, size_t length);

/* The delimiter that a header record uses: a tab if it has one; else a comma, or a semicolon if it has that
 * and no comma. */
char csv_delimiter(const char *text, size_t length);

/* Divides a record into cells, in place; a carriage return at its end is ignored, and there must be room for
 * a NUL after it. The cells, at most `max`, are without quotes and protecting apostrophes, and
 * NUL-terminated. False if the record is not valid: a misplaced quote, NUL, or too many cells. */
bool csv_split(char *text, size_t length, char delimiter, const char **ret_cells, size_t max,
               size_t *ret_count);
