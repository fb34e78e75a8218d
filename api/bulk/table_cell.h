/*
 * table_cell - what a cell of a table says: a spreadsheet's way to write a truth, a date or a list becomes
 * the contract's.
 */
#pragma once

#include "contract/contract.h"

/* The cell without the blanks around it, of whatever sort Unicode has; those within are plain spaces, unless
 * it is `prose`, in which they are left alone. */
const char *table_cell_trim(struct arena *arena, const char *text, bool prose);

/* The value that a trimmed cell of a column stands for: what is none stays a text, which the schema then
 * refuses. A new reference; NULL if memory runs out. */
json_t *table_cell_read(const struct table_column *column, const char *text);
