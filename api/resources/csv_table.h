/*
 * csv_table - resources as rows of cells, by the columns that the contract gives them.
 */
#pragma once

#include "call/call.h"

#include <jansson.h>

/* Whether an include has columns of its own, as one that is one resource has ("person.name"). */
bool csv_table_has_include(const struct operation *operation, const char *include);

/* Adds the header, with the columns that the caller asked for (`fields`), and those of what is included. */
void csv_table_write_header(const struct call *call, struct buffer *out);

/* Adds the row of a resource. */
void csv_table_write_row(const struct call *call, const json_t *resource, struct buffer *out);
