/*
 * show - writes a stored resource as the caller asked for it: with or without restricted members, some
 * fields, and includes.
 */
#pragma once

#include "access/access.h"

/* Adds the columns of a resource `t` to a statement: its text as this caller may see it, and a column for
 * each include. */
void show_add_columns(struct call *call, struct sql *sql);

/* Writes the resource whose text is in `column` of a row, with its includes in the columns after it; false
 * after call_fail(). */
bool show_row(struct call *call, const struct rows *rows, size_t row, size_t column, struct buffer *out);
