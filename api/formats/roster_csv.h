/*
 * roster_csv - writes the roster of a body as CSV: a row for each seat, for each of its deputies, and for
 * each member without a seat.
 */
#pragma once

#include "formats/cells.h"

/* Writes the contract's Roster. */
void roster_csv_write(struct cells *cells, const json_t *roster);
