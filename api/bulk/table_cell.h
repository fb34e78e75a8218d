/*
 * table_cell - reads a cell of a table: booleans, dates and lists as spreadsheets write them become values of
 * the contract.
 */
#pragma once

#include "contract/contract.h"

/* The cell without white space (of any sort in Unicode) around it. White space inside becomes plain spaces,
 * unless the cell is `prose`, in which it is kept. */
const char *table_cell_trim(struct arena *arena, const char *text, bool prose);

/* The value of a trimmed cell of a column. If it is not of the column's type, it stays a text, which the
 * schema then refuses. The result is a new reference; NULL if memory runs out. */
json_t *table_cell_read(const struct table_column *column, const char *text);
