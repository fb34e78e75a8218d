/*
 * comparison - compares what the register has with a file of open data, by number. Differences are printed, a
 * line each; nothing is changed.
 */
#pragma once

#include "store/store.h"

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

/* The longest record of a file: of Enhetsregisteret, some ten thousand bytes. */
#define COMPARISON_RECORD_MAX ((size_t)1024 * 1024)

/* The columns of the query: rows are sorted by the number; the names are one a line. */
enum { COMPARISON_NUMBER, COMPARISON_ID, COMPARISON_NAMES };

struct comparison {
        const char *command; /* its name, for messages */
        struct arena *arena;
        struct rows *own;
        bool *met; /* by row: the file has its number */
        unsigned long read, findings;
};

/* The first row whose number is not less than this one. */
size_t comparison_find(const struct comparison *comparison, const char *number);

/* Whether the row has this number. It is noted that the file has it. */
bool comparison_meets(struct comparison *comparison, size_t row, const char *number);

/* Whether a row has this name, in capitals or not. */
bool comparison_is_called(const struct comparison *comparison, size_t row, const char *name);

/* Prints a finding about a row, or (row SIZE_MAX) about a number that the register does not have. */
void comparison_say(struct comparison *comparison, size_t row, const char *number, const char *what,
                    const char *detail);

/* Reads the file, and reports each record of it; false after a message. */
typedef bool comparison_reader(struct comparison *comparison, int file);

/* Compares one object of a JSON text. */
typedef void comparison_object(struct comparison *comparison, const json_t *object);
/* Reads the objects of a JSON text (json_items.h) and compares each; false after a message. */
bool comparison_read_json(struct comparison *comparison, int file, comparison_object *take);

/* Compares the rows of a query with the file at `path` ("-": standard input); `missing` is what is said of a
 * number that the file does not have. The exit status. */
int comparison_run(const char *command, const char *query, const struct sql_value *values, size_t count,
                   const char *path, comparison_reader *read, const char *missing);
