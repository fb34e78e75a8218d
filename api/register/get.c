/*
 * get - one resource, as it is stored, or some of it, with what is included.
 */
#include "register/show.h"

static bool fetch(struct registry *registry, struct call *call, struct rows **ret_rows)
{
        struct sql *sql = arena_alloc(call->arena, sizeof *sql);
        struct sql_value *values = arena_array(call->arena, 2, sizeof *values);
        const char *today = access_date(call, "validAt");
        if (!sql || !values || !today)
                return call_fail_internal(call, "out of memory");
        values[0] = (struct sql_value){"id", call->id};
        values[1] = (struct sql_value){"at", today};
        if (!sql_start(sql, call->arena, call->operation->collection, values, 2))
                return call_fail_internal(call, "out of memory");
        sql_add(sql, "select t.tag, ");
        show_add_columns(call, sql);
        sql_add(sql, " ");
        sql_add_file(sql, sql_file("resource/get"));
        return access_read(registry, call, sql, ret_rows);
}

bool get_handler(struct registry *registry, struct call *call)
{
        struct rows *rows = NULL;
        if (!fetch(registry, call, &rows))
                return false;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id,
                                 call->operation->collection);
        call->answer.etag = access_tag(call, rows_text(rows, 0, 0));
        if (!call->answer.etag)
                return call_fail_internal(call, "out of memory");
        return show_row(call, rows, 0, 1, &call->answer.body);
}
