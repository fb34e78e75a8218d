/*
 * sql - statements put together from the files in db/queries and from literals in our own code, with values
 * only ever as parameters.
 *
 * A query file names its parameters `:kind`, with the names of the contract. Each becomes `$1`, `$2` … A line
 * that mentions a parameter which is not given is left out: so a list's optional filters cost nothing when
 * they are not used, and every shape has its own prepared statement and plan. `{table}` stands for the
 * collection. No text of a caller can become SQL: sql_add() takes literals only, sql_bind() makes a
 * parameter.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Parameters of one statement: no list has half as many filters. */
#define SQL_PARAMETERS_MAX 48

struct sql_value {
        const char *name; /* as in the query file */
        const char *text; /* the value; NULL is SQL's null (and the parameter is given) */
};

/* A statement that is being put together. */
struct sql {
        struct arena *arena;
        const char *table; /* for {table}; one of our own names */
        const struct sql_value *values;
        size_t value_count;
        const struct sql_value *columns; /* names that stand for columns of ours */
        size_t column_count;
        struct buffer text;
        const char *parameters[SQL_PARAMETERS_MAX];
        int parameter_count;
        const char *bound[SQL_PARAMETERS_MAX]; /* the name behind each parameter, to use it twice */
        bool failed;
};

/* The text of a query file, such as "bodies/list"; NULL if there is none. */
const char *sql_file(const char *name);

/* A statement without text, in the arena. The values are copied, the texts that they name are not. */
struct sql *sql_new(struct arena *arena, const char *table, const struct sql_value *values, size_t count);

/* From here on these names stand for columns of what is around the text, not for parameters: so a query file
 * about one document serves for many, `lateral`. */
void sql_name_columns(struct sql *sql, const struct sql_value *columns, size_t count);

/* Adds a query file's text. */
void sql_add_file(struct sql *sql, const char *text);

/* Adds a literal: anything else does not compile. */
#define sql_add(sql, literal) sql_add_text((sql), "" literal "")
void sql_add_text(struct sql *sql, const char *text);

/* Adds a name that the contract gave us at start (a sort key, an include), quoted as an identifier. */
void sql_add_name(struct sql *sql, const char *prefix, const char *name);

/* Adds `$n` for a value. */
void sql_bind(struct sql *sql, const char *value);

/* The text; NULL if there were too many parameters. */
const char *sql_text(struct sql *sql);

/* The text of an array of texts: {"a","b"}. */
const char *sql_array(struct arena *arena, const char *const *items, size_t count);
