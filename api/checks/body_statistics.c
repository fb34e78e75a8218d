/*
 * body_statistics - what can be counted of a body: meetings, attendance, terms in a row, balance. All of it
 * is counted by one statement.
 */
#include "checks/checks_handlers.h"
#include "checks/check.h"
#include "checks/table_answer.h"

#include "formats/statistics_csv.h"
#include "json/tree.h"

#include <string.h>

/* What is counted from the beginning, as SQL writes it. */
#define BEGINNING "-infinity"

bool statistics_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        const char *from = call_argument(call, "from"), *to = access_date(call, "to");
        const struct sql_value values[] = {{"id", call->id}, {"from", from ? from : BEGINNING}, {"to", to}};
        if (from && strcmp(from, to) > 0) {
                fault_add(&call->faults, FAULT_PARAMETER, "from", FAULT_FROM_AFTER_TO, NULL, NULL);
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        }
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "bodies/statistics", values, sizeof values / sizeof *values,
                             &rows))
                return false;
        store_return(session);
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "bodies");
        const char *text = rows_text(rows, 0, CHECK_FACTS);
        if (strcmp(call->answer_type, "text/csv") == 0) {
                table_answer(call, statistics_csv_write, tree_load(call->arena, text, strlen(text)), rows,
                             to);
                return true;
        }
        buffer_add(&call->answer.body, text, rows_length(rows, 0, CHECK_FACTS) - 1);
        check_write_known(&call->answer.body, rows, 0);
        buffer_add_char(&call->answer.body, '}');
        check_tag(call, rows, to, "");
        return true;
}
