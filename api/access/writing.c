#include "access/writing.h"

#include "access/idempotency.h"

/* Two conflicting writes succeed at the second attempt. If three attempts are not enough there are many, and
 * the callers should rather retry later. */
#define ATTEMPTS_MAX 3

bool access_begin(struct call *call, struct session *session)
{
        const char *actor = call->caller.name ? call->caller.name : call->caller.id;
        struct sql_value values[] = {{"actor", actor},
                                     {"supplier", call->caller.supplier},
                                     {"request", call->request_id},
                                     {"bound", call->caller.bound}};
        return access_execute(call, session, "begin") &&
               access_run_file(call, session, "resource/begin", values, 4, NULL) &&
               idempotency_begin(call, session);
}

bool access_number(struct call *call, struct session *session)
{
        struct rows *rows;
        if (!access_execute(call, session, "set constraints all immediate") ||
            !access_run_file(call, session, "operations/revision", NULL, 0, &rows))
                return false;
        call->answer.revision = call->dry_run ? NULL : rows_text(rows, 0, 0);
        return true;
}

bool access_commit(struct call *call, struct session *session)
{
        return idempotency_end(call, session) &&
               access_execute(call, session, call->dry_run ? "rollback" : "commit");
}

static bool lost_race(const struct call *call)
{
        return call->answer.problem == PROBLEM_CONFLICT &&
               call->answer.detail.code == FAULT_CHANGED_MEANWHILE;
}

bool access_write(struct registry *registry, struct call *call, access_attempt *attempt)
{
        for (int i = 1;; i++) {
                struct session *session = NULL;
                bool done = attempt(registry, call, &session);
                if (session)
                        store_return(session);
                if (done || i == ATTEMPTS_MAX || !lost_race(call))
                        return done;
                call_start_over(call);
        }
}
