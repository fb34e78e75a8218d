/*
 * copy - reads rows as the server sends them, without a result in memory: COPY … TO STDOUT.
 *
 * The format is CSV with a quote and a delimiter that do not occur in our texts (JSON has no control
 * characters), so that a row of one column is its text and nothing else.
 */
#include "store/internal.h"
#include "store/wait.h"

#include <stdlib.h>

/* How many bytes of rows are read in one step of a stream. */
#define STEP_BYTES ((size_t)64 * 1024)

enum problem store_copy_start(struct session *session, struct sql *sql)
{
        struct sql *copy = sql_new(sql->arena, "", NULL, 0);
        const char *query = sql_text(sql);
        if (!query)
                return PROBLEM_OVERLOADED;
        sql_add(copy, "copy (");
        sql_add_text(copy, query);
        sql_add(copy, ") to stdout (format csv, quote e'\\x01', delimiter e'\\x02')");
        PGresult *result = store_execute_on(session->connection, sql_text(copy));
        if (PQresultStatus(result) != PGRES_COPY_OUT)
                return store_explain(session, result);
        PQclear(result);
        return PROBLEM_NONE;
}

/* After the last row comes the statement's result, and then nothing. */
static enum problem end(struct session *session)
{
        struct timespec deadline = wait_deadline(session->connection->answer_ms);
        PGresult *result = wait_result(session->connection->pg, &deadline);
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
                return store_explain(session, result);
        PQclear(result);
        return PROBLEM_NONE;
}

/* The length of the next row; -1 at the end, -2 after a failure. */
static int next_row(struct connection *connection, char **ret_row)
{
        struct timespec deadline = wait_deadline(connection->answer_ms);
        int length;
        while ((length = PQgetCopyData(connection->pg, ret_row, 1)) == 0) {
                if (!wait_for_input(connection->pg, &deadline)) {
                        connection->broken = true;
                        return -2;
                }
        }
        return length;
}

enum problem store_copy_next(struct session *session, struct buffer *out, bool *ret_more)
{
        size_t start = out->length;
        while (out->length - start < STEP_BYTES) {
                char *row = NULL;
                int length = next_row(session->connection, &row);
                if (length <= 0) {
                        *ret_more = false;
                        return end(session);
                }
                buffer_add(out, row, (size_t)length);
                PQfreemem(row);
        }
        *ret_more = true;
        return buffer_failed(out) ? PROBLEM_INTERNAL : PROBLEM_NONE;
}
