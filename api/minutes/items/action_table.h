/*
 * action_table - what is to be followed up, in columns: what, who, when.
 */
#pragma once

#include "minutes/items/item_actions.h"

/* Which column holds what, once the head of the table was read. */
struct action_table {
        bool begun;
        size_t what, said, who, when; /* SIZE_MAX: no column does */
};

/* A row that is an item: bytes of the passage. */
struct action_table_row {
        size_t what_from, what_to; /* what it is about */
        size_t said_from, said_to; /* what was said; none if they are equal */
};

/* Reads the head of such a table; false if the line is none. */
bool action_table_read_head(struct action_table *table, const struct passage *passage);

/* Reads a row that is an item: where in the passage its parts stand; who shall do something becomes
 * an action of the item. False if it is no row of the table. */
bool action_table_read_item(const struct action_table *table, struct action_finder *finder,
                            const struct passage *passage, struct action_table_row *ret,
                            struct minutes_item *item);

/* Reads a line that is set in columns: the head of such a table, or a row of the one that has begun, whose
 * action is added to the item. False if it is neither. */
bool action_table_read(struct action_table *table, struct action_finder *finder,
                       const struct passage *passage, struct minutes_item *item);
