/*
 * import_table - rows of a table (CSV) on their way into an import: a row says what its columns say, and the
 * rest of the resource stays as it is stored.
 *
 * The first record names the columns, those of the collection's list (csv_table.h). An empty cell is a member
 * that is not there. What the register sets (version, createdAt, updatedAt) and what stands beside an id only
 * for the eye (person.name) is passed over, so that what was written out can be read in. Rows are gathered,
 * so that what is stored is asked for many at a time.
 *
 * Tables come out of spreadsheets, and are taken as these write them: cells parted by commas, semicolons or
 * tabs, a first line `sep=;`, rows and columns of nothing at the ends, SANN for true, 01.06.2019 for a date.
 */
#pragma once

#include "base/line_reader.h"
#include "bulk/import.h"

/* Takes all records of a file. False after call_fail(). */
bool import_table(struct import *import, struct registry *registry, struct call *call, const char *collection,
                  struct line_reader *reader);
