/*
 * cells - writes a CSV table cell by cell: texts in the caller's language, numbers, ids with the names beside
 * them.
 */
#pragma once

#include "base/buffer.h"
#include "words/language.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct cells {
        struct buffer *out;
        char delimiter;
        enum language language;
        bool begun; /* the record that is being written */
};

/* The mark that spreadsheets know UTF-8 by, and the names of the columns. */
void cells_begin(struct cells *cells, const char *const *heads, size_t count);

/* Text; NULL: an empty cell. */
void cells_add(struct cells *cells, const char *text);
/* A name: a string, or a Text in the caller's language. */
void cells_add_localised(struct cells *cells, const json_t *name);
/* A whole number; an empty cell where it is none. */
void cells_add_number(struct cells *cells, const json_t *number);
/* Texts, joined as in every table. */
void cells_add_list(struct cells *cells, const json_t *list);
/* The id of one that is named in a member, and what it is called. */
void cells_add_named(struct cells *cells, const json_t *who, const char *member, const char *called);

/* Ends the record. */
void cells_end(struct cells *cells);
