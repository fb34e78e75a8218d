/*
 * check_agreement - an agreement among those before and after it.
 */
#include "checks/checks_handlers.h"
#include "checks/picture_answer.h"
#include "pictures/pictures.h"

/* The columns of agreements/timeline.sql beyond those that all facts have. */
enum {
        TIMELINE_COMPLETE = CHECK_ID,
        TIMELINE_TIES,
        TIMELINE_FOUNDATIONS,
        TIMELINE_BODIES,
        TIMELINE_COMMITMENTS
};

static void add_list(struct buffer *out, const char *name, const struct rows *rows, size_t column)
{
        buffer_format(out, ",\"%s\":[", name);
        buffer_add(out, rows_text(rows, 0, column), rows_length(rows, 0, column));
        buffer_add_char(out, ']');
}

static void write_timeline(struct buffer *out, const char *id, const char *today, const struct rows *rows)
{
        buffer_format(out, "{\"agreement\":\"%s\",\"today\":\"%s\"", id, today);
        add_list(out, "agreements", rows, CHECK_FACTS);
        buffer_format(out, ",\"complete\":%s", rows_text(rows, 0, TIMELINE_COMPLETE));
        add_list(out, "ties", rows, TIMELINE_TIES);
        add_list(out, "foundations", rows, TIMELINE_FOUNDATIONS);
        add_list(out, "bodies", rows, TIMELINE_BODIES);
        buffer_add_string(out, ",\"commitments\":");
        buffer_add(out, rows_text(rows, 0, TIMELINE_COMMITMENTS), rows_length(rows, 0, TIMELINE_COMMITMENTS));
        check_write_known(out, rows, 0);
        buffer_add_char(out, '}');
}

bool agreement_timeline_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        const char *today = access_today(call);
        struct sql_value values[] = {{"id", call->id}};
        if (!today)
                return call_fail_internal(call, "no clock");
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "agreements/timeline", values, 1, &rows))
                return false;
        store_return(session);
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "agreements");
        write_timeline(&call->answer.body, call->id, today, rows);
        return picture_answer(call, rows, today, picture_agreement);
}
