/*
 * table - what is to be followed up, in columns: what, who, when.
 */
#pragma once

#include "minutes/actions.h"

/* Which column holds what, once the head of the table was read. */
struct table {
        bool begun;
        size_t what, who, when; /* SIZE_MAX: no column does */
};

/* Reads a line that is set in columns: the head of such a table, or a row of the one that has begun, whose
 * action is added to the item. False if it is neither. */
bool table_read(struct table *table, struct action_finder *finder, const struct passage *passage,
                struct minutes_item *item);
