/*
 * import_table - imports the rows of a table (CSV). A row sets the members that the table has columns for;
 * the other members of the resource stay as they are stored.
 *
 * The first record names the columns, which are those of the collection's list (csv_table.h). An empty cell
 * means that the resource does not have the member. Columns that the register sets (version, createdAt,
 * updatedAt), and columns with names of included resources (person.name), are ignored, so that a table that
 * was written by the register can be read. Rows are gathered, so that the stored resources of many rows are
 * fetched at once.
 *
 * Tables are accepted as spreadsheets write them: cells separated by commas, semicolons or tabs, a first line
 * `sep=;`, empty rows and columns at the ends, SANN for true, 01.06.2019 for a date.
 */
#pragma once

#include "base/line_reader.h"
#include "bulk/import.h"

/* Reads all records of a file. False after call_fail(). */
bool import_table(struct import *import, struct registry *registry, struct call *call, const char *collection,
                  struct line_reader *reader);
