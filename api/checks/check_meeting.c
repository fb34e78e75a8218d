/*
 * check_meeting - whether a meeting could decide, judged on the facts of its body.
 */
#include "checks/checks_handlers.h"
#include "rules/meeting_check.h"

#include "checks/check.h"

/* Without a day there are no members to count. */
static void write_undated(struct call *call, const char *body, const struct rows *rows)
{
        struct buffer *out = &call->answer.body;
        buffer_format(out, "{\"body\":\"%s\",\"meeting\":\"%s\",\"verdict\":\"unknown\"", body, call->id);
        buffer_add_string(out,
                          ",\"summary\":{\"nb\":\"Det er ikke kjent når møtet var.\",\"nn\":\"Det er ikkje "
                          "kjent når møtet var.\",\"en\":\"It is not known when the meeting was.\"},"
                          "\"rules\":[]");
        check_write_known(out, rows, 0);
        buffer_add_char(out, '}');
}

static bool write_meeting(struct call *call, const char *body, const struct rows *rows)
{
        struct check_body read;
        struct rules_view *view = check_view(call, rows, 0);
        const struct rules_facts *facts =
                view && check_read(call, view, rows, 0, call->id, &read) ? check_insist(call, &read) : NULL;
        if (!facts)
                return false;
        if (!rules_meeting_dated(facts, call->id)) {
                write_undated(call, body, rows);
                return true;
        }
        const struct rules_result *result = rules_check_meeting(call->arena, facts, call->id);
        if (!result)
                return call_fail_internal(call, "out of memory");
        check_write(&call->answer.body, result, rows, 0);
        return true;
}

bool meeting_check_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *found, *rows;
        struct sql_value values[] = {{"id", call->id}};
        struct check_more more = {.meeting = call->id};
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "meetings/body", values, 1, &found))
                return false;
        if (rows_count(found) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "meetings");
        const char *body = rows_text(found, 0, 0);
        if (!check_load_one(call, session, body, &more, &rows))
                return false;
        store_return(session);
        return write_meeting(call, body, rows) && check_tag(call, rows, "meeting", "");
}
