/*
 * action_table - tables of actions, whose columns say what is to be done, by whom and by when.
 */
#pragma once

#include "minutes/items/item_actions.h"

/* A table whose header row has been read: the index of each column; SIZE_MAX if the table does not have it.
 */
struct action_table {
        bool begun;     /* whether a header row has been read */
        size_t columns; /* how many columns it names */
        size_t what;    /* the column with what is to be done, or what the item is about */
        size_t said;    /* the column with what was said of it */
        size_t who;     /* the column with who is responsible */
        size_t when;    /* the column with the time by which it is to be done */
};

/* A row that is an item: the bytes of the passage in two of its cells. */
struct action_table_row {
        size_t what_from, what_to; /* what it is about */
        size_t said_from, said_to; /* what was said of it; equal if nothing was */
};

/* Reads the header row of such a table; false if the line is none. */
bool action_table_read_head(struct action_table *table, const struct passage *passage);

/* Reads a row that is an item. If it says who is responsible, an action is added to the item. False if it is
 * no row of the table. */
bool action_table_read_item(const struct action_table *table, struct action_finder *finder,
                            const struct passage *passage, struct action_table_row *ret,
                            struct minutes_item *item);

/* Reads a further line of a row that is an item, which has no number: its cells begin with the second column.
 * Adds the action to the item; false if it is no such line, or names nobody responsible. */
bool action_table_read_below(const struct action_table *table, struct action_finder *finder,
                             const struct passage *passage, struct minutes_item *item);

/* Reads a line that is set in columns: the header row of such a table, or a row of the one that has begun,
 * whose action is added to the item. False if it is neither. */
bool action_table_read(struct action_table *table, struct action_finder *finder,
                       const struct passage *passage, struct minutes_item *item);
