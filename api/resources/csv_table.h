/*
 * csv_table - resources as rows of cells, by the columns that the contract gives them.
 */
#pragma once

#include "call/call.h"

#include <jansson.h>

/* Between the texts of a list: neither ids nor codes have it. Alone it is an empty list. */
#define TABLE_LIST_SEPARATOR '|'

/* Adds the header, with the columns that the caller asked for (`fields`). */
void csv_table_write_header(const struct call *call, struct buffer *out);

/* Adds the row of a resource. */
void csv_table_write_row(const struct call *call, json_t *resource, struct buffer *out);
