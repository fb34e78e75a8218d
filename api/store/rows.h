/*
 * rows - the result of a statement: rows of text, which live as long as the arena that was given for them.
 */
#pragma once

#include "base/arena.h"

#include <stddef.h>

struct rows;

/* The rows of a libpq result, which the arena releases. */
struct pg_result;
struct rows *rows_keep(struct arena *arena, struct pg_result *result);

size_t rows_count(const struct rows *rows);

/* A value, with a NUL after it; NULL for SQL's null. It lives as long as the rows. */
const char *rows_text(const struct rows *rows, size_t row, size_t column);
size_t rows_length(const struct rows *rows, size_t row, size_t column);
