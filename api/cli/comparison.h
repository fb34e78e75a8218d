/*
 * comparison - compares records of the register with a file of open data, by number. Each difference is
 * printed on a line; nothing is changed.
 */
#pragma once

#include "store/store.h"

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

/* The longest record of a file; those of Enhetsregisteret have some ten thousand bytes. */
#define COMPARISON_RECORD_MAX ((size_t)1024 * 1024)

/* The columns of the query. Its rows are sorted by number; the names are separated by line breaks. */
enum { COMPARISON_NUMBER, COMPARISON_ID, COMPARISON_NAMES };

struct comparison {
        const char *command; /* its name, for messages */
        struct arena *arena;
        struct rows *own; /* of the query: what the register has */
        bool *met;        /* by row: the file has its number */
        unsigned long read, findings;
};

/* The first row whose number is not less than this one. */
size_t comparison_find(const struct comparison *comparison, const char *number);

/* Whether the row has this number. If so, notes that the file has it. */
bool comparison_meets(struct comparison *comparison, size_t row, const char *number);

/* Whether a row has this name, apart from case. */
bool comparison_is_called(const struct comparison *comparison, size_t row, const char *name);

/* Prints a finding about a row, or (row SIZE_MAX) about a number that the register does not have. */
void comparison_report(struct comparison *comparison, size_t row, const char *number, const char *what,
                       const char *detail);

/* Reads the file, and reports each record of it; false after a message. */
typedef bool comparison_reader(struct comparison *comparison, int file);

/* Compares one object of a JSON text. */
typedef void comparison_object(struct comparison *comparison, const json_t *object);
/* Reads the objects of a JSON text (json_items.h) and compares each; false after a message. */
bool comparison_read_json(struct comparison *comparison, int file, comparison_object *take);

/* Compares the rows of a query with the file at `path` ("-": standard input). `missing` is the text of the
 * finding for a number that the file does not have. Returns the exit status. */
int comparison_run(const char *command, const char *query, const struct sql_value *values, size_t count,
                   const char *path, comparison_reader *read, const char *missing);
