/*
 * people_table - reads people in a table whose header row names its columns.
 */
#pragma once

#include "minutes/items/people.h"
#include "minutes/text/lines.h"

/* The most columns of such a table. */
#define PEOPLE_COLUMNS_MAX 10

/* What a column contains. */
enum people_column {
        COLUMN_IGNORED, /* an address, a signature and the like */
        COLUMN_NAME,
        COLUMN_ROLE,
        COLUMN_AFFILIATION,
        COLUMN_REMARK,
        COLUMN_PRESENT,  /* a cross, yes or no */
        COLUMN_PLACE_OF, /* whom the person is the substitute of */
};

/* A table whose header row has been read. */
struct people_table {
        size_t count;                                  /* the number of columns; 0: no table has begun */
        enum people_column column[PEOPLE_COLUMNS_MAX]; /* what each contains */
        uint32_t at[PEOPLE_COLUMNS_MAX];               /* where each begins in the line, in characters */
        bool bars;                                     /* bars separate the cells, not blanks */
        bool says_presence;                            /* a column says who attended */
};

/* Reads the header row of such a table; false if the line is none. */
bool people_table_read_head(struct people_table *table, const struct lines *lines, size_t line);

/* Reads a row and adds the person to the minutes. Presence and role that a column gives take precedence over
 * those of the list. False if the row names nobody. */
bool people_table_read_row(const struct people_table *table, struct arena *arena, const struct lines *lines,
                           size_t line, const struct people_list *list, struct minutes *minutes);
