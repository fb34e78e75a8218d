/*
 * erase - removes a person's name and all other data about the person from every version. The database does
 * this in one transaction; the appointments remain.
 */
#include "resources/resources_handlers.h"
#include "json/parse.h"
#include "access/access.h"
#include "access/writing.h"

#include <jansson.h>
#include <string.h>

/* Reads the reason from the request body; NULL after call_fail(). */
static const char *read_reason(struct call *call)
{
        const json_t *body = parse_json(call->arena, call->body, call->body_length, &call->faults);
        if (!body) {
                call_fail_faults(call, PROBLEM_BAD_REQUEST);
                return NULL;
        }
        schema_check(call->operation->body, body, "", SCHEMA_REQUEST, &call->faults);
        if (call->faults.count) {
                call_fail_faults(call, PROBLEM_UNPROCESSABLE);
                return NULL;
        }
        return json_string_value(json_object_get(body, "reason"));
}

/* Numbers the revision and commits; a dry run is rolled back. */
static bool end_transaction(struct call *call, struct session *session)
{
        struct rows *rows;
        if (!access_execute(call, session, "set constraints all immediate") ||
            !access_run_file(call, session, "operations/revision", NULL, 0, &rows) ||
            !access_execute(call, session, call->dry_run ? "rollback" : "commit"))
                return false;
        if (!call->dry_run)
                call->answer.revision = rows_text(rows, 0, 0);
        store_return(session);
        call->answer.status = 204;
        return true;
}

bool erase_handler(struct registry *registry, struct call *call)
{
        const char *reason = read_reason(call);
        struct sql_value values[] = {{"id", call->id}, {"reason", reason}};
        struct session *session;
        struct rows *rows;
        if (!reason || !access_open(registry, call, &session) || !access_begin(call, session) ||
            !access_run_file(call, session, "persons/erase", values, 2, &rows))
                return false;
        if (strcmp(rows_text(rows, 0, 0), "t") != 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id,
                                 call->operation->collection);
        return end_transaction(call, session);
}
