/*
 * table_answer - the answer of a check as a table for spreadsheets.
 */
#pragma once

#include "call/call.h"
#include "formats/cells.h"
#include "store/rows.h"

typedef void table_writer(struct cells *cells, const json_t *whole);

/* Answers with a table, with the delimiter that was asked for. `whole` is what a JSON answer would have. The
 * tag is made as check_tag() makes it. */
void table_answer(struct call *call, table_writer *write, const json_t *whole, const struct rows *rows,
                  const char *day);
