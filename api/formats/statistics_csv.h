/*
 * statistics_csv - the statistics of a body as a CSV table, with rows for the meetings of each year, the
 * attendance of each member and each side, the terms of each member, and the gender balance of each day.
 */
#pragma once

#include "formats/cells.h"

/* `statistics` is the contract's Statistics. */
void statistics_csv_write(struct cells *cells, const json_t *statistics);
