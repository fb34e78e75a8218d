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

static bool write_meeting(struct call *call, const char *id, const struct check_body *body)
{
        const struct rules_facts *facts = check_load_facts(call, body);
        if (!facts)
                return false;
        if (!rules_meeting_dated(facts, call->id)) {
                write_undated(call, id, body->rows);
                return true;
        }
        const struct rules_result *result =
                memory_need((void *)rules_check_meeting(call->arena, facts, call->id));
        check_write(&call->answer.body, result, body->rows, body->row);
        return true;
}

bool meeting_check_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *found;
        struct check_body body;
        struct sql_value values[] = {{"id", call->id}};
        struct check_options options = {.meeting = call->id};
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "meetings/body", values, 1, &found))
                return false;
        if (rows_count(found) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "meetings");
        const char *id = rows_text(found, 0, 0);
        options.session = session;
        if (!check_load_one(registry, call, id, &options, &body))
                return false;
        store_return(session);
        if (!write_meeting(call, id, &body))
                return false;
        check_tag(call, body.rows, "meeting", "");
        return true;
}
