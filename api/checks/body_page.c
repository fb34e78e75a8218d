/*
 * body_page - everything that a portal shows of a body, in one call, with one statement and one check.
 */
#include "checks/checks_handlers.h"
#include "checks/check.h"

/* Reads what a check needs of the body, and the page in a further column. With `knownAt` the check is loaded
 * separately, and only the page is read. */
static bool fetch_page(struct registry *registry, struct call *call, const char *today, bool past,
                       struct rows **ret_rows)
{
        const struct sql_value values[] = {{"id", call->id}, {"today", today}};
        struct sql *sql = sql_new(call->arena, "", values, 2);
        if (!past) {
                sql_add(sql, "select own.*, page.* from (");
                sql_add_file(sql, sql_file("bodies/own_facts"));
                sql_add(sql, ") as own, (");
        }
        sql_add_file(sql, sql_file("bodies/page"));
        if (!past)
                sql_add(sql, ") as page");
        return access_read(registry, call, sql, ret_rows);
}

bool page_handler(struct registry *registry, struct call *call)
{
        struct check_body body;
        struct rows *rows;
        bool past = call_argument(call, KNOWN_AT) != NULL;
        const char *today = access_date(call, "at");
        if (!fetch_page(registry, call, today, past, &rows))
                return false;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "bodies");
        const struct check_options options = {.own = past ? NULL : rows};
        if (!check_load_one(registry, call, call->id, &options, &body))
                return false;
        struct buffer *out = &call->answer.body;
        size_t column = past ? 0 : CHECK_COLUMNS_OWN;
        buffer_add(out, rows_text(rows, 0, column), rows_length(rows, 0, column));
        buffer_add_string(out, ",\"check\":");
        check_write_body(call, &body, today, out);
        buffer_add_char(out, '}');
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s\"",
                                         rows_text(body.rows, body.row, CHECK_REVISION), today);
        return true;
}
