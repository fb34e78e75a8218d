/*
 * statistics_csv - what can be counted of a body as a table: a row for each year of meetings, for who came,
 * member by member and side by side, for each who sits there, and for each day of the balance.
 */
#pragma once

#include "formats/cells.h"

/* `statistics` is the contract's Statistics. */
void statistics_csv_write(struct cells *cells, const json_t *statistics);
