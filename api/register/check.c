/*
 * check - whether a body is composed as its rules demand: the register loads the facts in one statement, the
 * rules library judges, and the answer says what the register knew when it did.
 */
#include "register/check.h"

#include "rules/rules.h"

#include <string.h>

static void release_json(void *json)
{
        json_decref(json);
}

static bool judge(struct call *call, const char *facts_text, size_t length, date at, struct buffer *out)
{
        json_t *json = json_loadb(facts_text, length, 0, NULL);
        if (!json || !arena_defer(call->arena, release_json, json))
                return call_fail_internal(call, "the facts are not JSON");
        const char *reason = "out of memory";
        const struct rules_facts *facts = rules_read(call->arena, json, &reason);
        if (!facts)
                return call_fail_internal(call, reason);
        const struct rules_result *result = rules_check(call->arena, facts, at);
        if (!result)
                return call_fail_internal(call, "out of memory");
        rules_write(out, result);
        return true;
}

bool check_write(struct call *call, const struct rows *rows, const char *at_text, struct buffer *out)
{
        date at;
        if (!date_parse(at_text, strlen(at_text), &at))
                return call_fail_internal(call, "a date that the contract let through");
        buffer_add_char(out, '{');
        if (!judge(call, rows_text(rows, 0, CHECK_FACTS), rows_length(rows, 0, CHECK_FACTS), at, out))
                return false;
        buffer_format(out, ",\"knownAt\":\"%s\",\"revision\":%s}", rows_text(rows, 0, CHECK_KNOWN_AT),
                      rows_text(rows, 0, CHECK_REVISION));
        return true;
}

bool check_load(struct call *call, struct session *session, struct rows **ret_rows)
{
        struct sql_value values[] = {{"id", call->id}};
        if (!access_run_file(call, session, "bodies/facts", values, 1, ret_rows))
                return false;
        if (rows_count(*ret_rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "bodies");
        return true;
}

bool check_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        const char *at = access_date(call, "at");
        if (!at)
                return call_fail_internal(call, "out of memory");
        if (!access_open(registry, call, &session) || !check_load(call, session, &rows))
                return false;
        store_return(session);
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s\"", rows_text(rows, 0, CHECK_REVISION), at);
        call->answer.revision = rows_text(rows, 0, CHECK_REVISION);
        return check_write(call, rows, at, &call->answer.body);
}
