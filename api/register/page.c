/*
 * page - all that a portal shows of a body, in one call: two statements, one check.
 */
#include "register/check.h"

bool page_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct check_body body;
        struct rows *page;
        const char *today = access_date(call, "at");
        if (!today)
                return call_fail_internal(call, "out of memory");
        struct sql_value values[] = {{"id", call->id}, {"today", today}};
        if (!check_find(registry, call, call->id, &body) || !access_open(registry, call, &session) ||
            !access_run_file(call, session, "bodies/page", values, 2, &page))
                return false;
        store_return(session);
        if (rows_count(page) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "bodies");
        struct buffer *out = &call->answer.body;
        buffer_add(out, rows_text(page, 0, 0), rows_length(page, 0, 0));
        buffer_add_string(out, ",\"check\":");
        if (!check_write_body(call, &body, today, out))
                return false;
        buffer_add_char(out, '}');
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s\"",
                                         rows_text(body.rows, body.row, CHECK_REVISION), today);
        return true;
}
