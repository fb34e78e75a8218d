/*
 * action_table - what is to be followed up, in columns: what, who, when.
 */
#pragma once

#include "minutes/items/item_actions.h"

/* Which column holds what, once the head of the table was read. */
struct action_table {
        bool begun;
        size_t what, who, when; /* SIZE_MAX: no column does */
};

/* Reads the head of such a table; false if the line is none. */
bool action_table_read_head(struct action_table *table, const struct passage *passage);

/* Reads a row that is an item: where in the passage what it is about stands; who shall do something becomes
 * an action of the item. False if it is no row of the table. */
bool action_table_read_item(const struct action_table *table, struct action_finder *finder,
                            const struct passage *passage, size_t *ret_from, size_t *ret_to,
                            struct minutes_item *item);

/* Reads a line that is set in columns: the head of such a table, or a row of the one that has begun, whose
 * action is added to the item. False if it is neither. */
bool action_table_read(struct action_table *table, struct action_finder *finder,
                       const struct passage *passage, struct minutes_item *item);
