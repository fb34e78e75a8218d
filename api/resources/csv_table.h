/*
 * csv_table - writes resources as rows of CSV, with the columns that the contract gives them.
 */
#pragma once

#include "call/call.h"

#include <jansson.h>

/* Whether an include has columns ("person.name"); it has if it includes a single resource. */
bool csv_table_has_include(const struct operation *operation, const char *include);

/* Adds the header, with the columns that the caller asked for (`fields`) and those of includes. */
void csv_table_write_header(const struct call *call, struct buffer *out);

/* Adds the row of a resource. */
void csv_table_write_row(const struct call *call, const json_t *resource, struct buffer *out);
