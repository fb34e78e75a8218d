/*
 * table - resources as rows of cells, by the columns that the contract gives them.
 */
#pragma once

#include "contract/call.h"

#include <jansson.h>

/* Adds the header, with the columns that the caller asked for (`fields`). */
void table_write_header(const struct call *call, struct buffer *out);

/* Adds the row of a resource. */
void table_write_row(const struct call *call, json_t *resource, struct buffer *out);
