/*
 * people_table - people in a table, whose header row names the columns.
 */
#pragma once

#include "minutes/items/people.h"
#include "minutes/text/lines.h"

#define PEOPLE_COLUMNS_MAX 10

enum people_column {
        COLUMN_IGNORED, /* an address, a signature, in whose place somebody came */
        COLUMN_NAME,
        COLUMN_ROLE,
        COLUMN_AFFILIATION,
        COLUMN_REMARK,
        COLUMN_PRESENT, /* a cross, yes or no */
        COLUMN_PLACE_OF,
};

struct people_table {
        size_t count; /* of the columns; 0: no table has begun */
        enum people_column column[PEOPLE_COLUMNS_MAX];
        uint32_t at[PEOPLE_COLUMNS_MAX]; /* where each begins in its line, in characters */
        bool bars;                       /* bars set the cells apart, not blanks */
        bool says_presence;              /* a column says who was there */
};

/* Reads the header row of such a table; false if the line is none. */
bool people_table_read_head(struct people_table *table, const struct lines *lines, size_t line);

/* Reads a row: what a column says of presence or role goes before what the list says. False if it names
 * nobody. */
bool people_table_read_row(const struct people_table *table, struct arena *arena, const struct lines *lines,
                           size_t line, const struct people_list *list, struct minutes *minutes);
