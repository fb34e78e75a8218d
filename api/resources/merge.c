#include "resources/merge.h"

#include <string.h>

bool merge_is_operation(const struct call *call)
{
        return strcmp(call->operation->action, "merge") == 0;
}

static bool run_query(struct call *call, struct session *session, const char *file, const char *id,
                      const char *into, struct rows **ret_rows)
{
        const struct sql_value values[] = {
                {"collection", call->operation->collection}, {"id", id}, {"into", into}};
        return access_run_file(call, session, file, values, 3, ret_rows);
}

/* Refuses the merge to a caller who may not see all of a resource. */
static bool refuse_restricted(struct call *call, struct session *session, const char *id, const char *into)
{
        struct rows *rows;
        if (access_sees_restricted(call))
                return true;
        if (!run_query(call, session, "resource/merge_writes_restricted", id, into, &rows))
                return false;
        if (strcmp(rows_text(rows, 0, 0), "t") != 0)
                return true;
        fault_add(&call->faults, FAULT_POINTER, "", FAULT_RESTRICTED, SCOPE_RESTRICTED, NULL);
        return call_fail_faults(call, PROBLEM_FORBIDDEN);
}

bool merge_check(struct call *call, struct session *session, const char *id, const char *into)
{
        struct rows *rows;
        if (!refuse_restricted(call, session, id, into) ||
            !run_query(call, session, "resource/merge_faults", id, into, &rows))
                return false;
        access_collect_faults(call, rows);
        return true;
}

bool merge_make(struct call *call, struct session *session, const char *id, const char *into,
                const char **ret_answer)
{
        struct rows *merged, *wrong;
        if (!run_query(call, session, "resource/merge", id, into, &merged) ||
            !run_query(call, session, "resource/merge_conflicts", id, into, &wrong))
                return false;
        access_collect_faults(call, wrong);
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        *ret_answer = rows_text(merged, 0, 0);
        return true;
}
