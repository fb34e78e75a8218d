/*
 * sql - builds statements from the files in db/queries and from literals in our code, with all values as
 * parameters.
 *
 * A query file names its parameters `:kind`, after the contract's parameters; they become `$1`, `$2` … A line
 * that mentions a parameter which is not given is left out, so the optional filters of a list cost nothing if
 * they are not used, and each combination of filters has its own prepared statement and plan. `{table}` is
 * replaced by the collection. No text from a client can become SQL: sql_add() accepts only literals, and
 * sql_bind() makes a parameter.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* The most parameters of one statement; no list has half as many filters. */
#define SQL_PARAMETERS_MAX 48

struct sql_value {
        const char *name; /* as in the query file */
        const char *text; /* the value; NULL is SQL's null (and the parameter is given) */
};

/* A statement that is being built. */
struct sql {
        struct arena *arena;
        const char *table;              /* what replaces {table}; a name of our own */
        const struct sql_value *values; /* the values of parameters */
        size_t value_count;
        const struct sql_value *columns; /* parameters that are replaced by columns (sql_name_columns()) */
        size_t column_count;
        struct buffer text;
        const char *parameters[SQL_PARAMETERS_MAX];
        int parameter_count;
        const char *bound[SQL_PARAMETERS_MAX]; /* the name of each parameter, so that it is used twice */
        bool failed;                           /* there are too many parameters */
};

/* The text of a query file, such as "bodies/list"; NULL if there is none. */
const char *sql_file(const char *name);

/* An empty statement, in the arena. The array of values is copied, their texts are not. */
struct sql *sql_new(struct arena *arena, const char *table, const struct sql_value *values, size_t count);

/* From here on these names mean columns of the statement around a query file instead of parameters. So a
 * query file for one document can be used for many, in a `lateral` join. */
void sql_name_columns(struct sql *sql, const struct sql_value *columns, size_t count);

/* Adds a query file's text. */
void sql_add_file(struct sql *sql, const char *text);

/* Adds a literal; anything else does not compile. */
#define sql_add(sql, literal) sql_add_text((sql), "" literal "")
void sql_add_text(struct sql *sql, const char *text);

/* Adds a name from the contract (a sort key, an include), quoted as an identifier. */
void sql_add_name(struct sql *sql, const char *prefix, const char *name);

/* Adds a parameter (`$n`) with this value. */
void sql_bind(struct sql *sql, const char *value);

/* The text; NULL if there were too many parameters. */
const char *sql_text(struct sql *sql);

/* The text of an array of texts: {"a","b"}. */
const char *sql_array(struct arena *arena, const char *const *items, size_t count);
