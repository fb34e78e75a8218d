/*
 * roster_csv - who sits in a body as a table: a row for each seat, for each deputy behind it, and for each
 * who sits there without a seat.
 */
#pragma once

#include "formats/cells.h"

/* `roster` is the contract's Roster. */
void roster_csv_write(struct cells *cells, const json_t *roster);
