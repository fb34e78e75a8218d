/*
 * show - a stored resource as this caller asked for it: restricted members or not, some fields, what is
 * included.
 */
#pragma once

#include "access/access.h"

/* Adds to a statement the columns of a resource `t`: its text for this caller, and one for each include. */
void show_add_columns(struct call *call, struct sql *sql);

/* Writes the resource of a row, whose text stands in `column` and the includes behind it; false after
 * call_fail(). */
bool show_row(struct call *call, const struct rows *rows, size_t row, size_t column, struct buffer *out);
