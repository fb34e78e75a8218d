#include "store/rows.h"

#include <libpq-fe.h>

struct rows {
        PGresult *result;
};

static void clear_result(void *result)
{
        PQclear(result);
}

struct rows *rows_keep(struct arena *arena, PGresult *result)
{
        arena_defer(arena, clear_result, result);
        struct rows *rows = arena_alloc(arena, sizeof *rows);
        rows->result = result;
        return rows;
}

size_t rows_count(const struct rows *rows)
{
        return (size_t)PQntuples(rows->result);
}

const char *rows_text(const struct rows *rows, size_t row, size_t column)
{
        if (PQgetisnull(rows->result, (int)row, (int)column))
                return NULL;
        return PQgetvalue(rows->result, (int)row, (int)column);
}

size_t rows_length(const struct rows *rows, size_t row, size_t column)
{
        return (size_t)PQgetlength(rows->result, (int)row, (int)column);
}
