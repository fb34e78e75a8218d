#include "access/access.h"

#include "access/authority.h"
#include "base/date.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* After how many seconds a caller may try again (Retry-After). */
#define RETRY_AFTER 1

bool access_fail(struct call *call, const struct session *session, enum problem problem)
{
        if (session)
                call->answer.database_detail = store_detail(session);
        if (problem == PROBLEM_INTERNAL)
                return call_fail_internal(call, NULL);
        if (session && problem == PROBLEM_FORBIDDEN)
                return authority_refuse(call, store_reason(session));
        call->answer.retry_after = problem == PROBLEM_CONFLICT ? RETRY_AFTER : 0;
        return call_fail(call, problem, problem == PROBLEM_CONFLICT ? FAULT_CHANGED_MEANWHILE : FAULT_NOT_NOW,
                         NULL, NULL);
}

/* If `knownAt` is given, makes the session see the register as it was known then, until it is returned. */
static bool read_known_at(struct call *call, struct session *session)
{
        const char *known_at = call_argument(call, KNOWN_AT);
        struct sql_value values[] = {{KNOWN_AT, known_at}};
        struct rows *rows;
        if (!known_at)
                return true;
        if (!access_execute(call, session, "begin read only") ||
            !access_run_file(call, session, "operations/known_at", values, 1, &rows))
                return false;
        call->answer.erasure = rows_text(rows, 0, 1);
        if (strcmp(rows_text(rows, 0, 0), "t") == 0)
                return true;
        fault_add(&call->faults, FAULT_PARAMETER, KNOWN_AT, FAULT_IN_FUTURE, NULL, NULL);
        return call_fail_faults(call, PROBLEM_BAD_REQUEST);
}

/* Checks the standby's revision: an answer older than the caller asked for is refused, and one older than the
 * known revision is not cached. */
static bool check_lag(struct call *call, struct session *session)
{
        struct rows *rows;
        if (!access_run_file(call, session, "operations/revision", NULL, 0, &rows))
                return false;
        int64_t revision = strtoll(rows_text(rows, 0, 0), NULL, 10);
        call->answer.lags = call->answer.lags || revision < call->known;
        if (revision >= call->at_least)
                return true;
        store_return(session);
        return call_fail_busy(call, "the standby is behind what was asked for");
}

/* The lane of the call. */
static enum store_use use_of(const struct call *call)
{
        if (call->use != CALL_ORDINARY)
                return call->use == CALL_JUDGES ? STORE_CHECK : STORE_SEARCH;
        return call->operation && call->operation->method == METHOD_GET ? STORE_READ : STORE_WRITE;
}

bool access_open(struct registry *registry, struct call *call, struct session **ret_session)
{
        struct store *store = call->elsewhere ? registry->readers : registry->store;
        enum problem problem = store_borrow(store, use_of(call), call->caller.who, call->arena, ret_session);
        if (problem)
                return access_fail(call, *ret_session, problem);
        return (!call->elsewhere || check_lag(call, *ret_session)) && read_known_at(call, *ret_session);
}

enum problem access_try(struct call *call, struct session *session, struct sql *sql, struct rows **ret_rows)
{
        if (call_argument(call, KNOWN_AT)) /* the names mean other tables, so the statement must be prepared
                                              separately: this makes its text different */
                sql_add(sql, "\n-- as it was known");
        return store_run(session, sql, ret_rows);
}

bool access_run(struct call *call, struct session *session, struct sql *sql, struct rows **ret_rows)
{
        enum problem problem = access_try(call, session, sql, ret_rows);
        return problem ? access_fail(call, session, problem) : true;
}

bool access_run_file(struct call *call, struct session *session, const char *file,
                     const struct sql_value *values, size_t count, struct rows **ret_rows)
{
        const char *text = sql_file(file);
        const char *table = call->operation ? call->operation->collection : NULL;
        if (!text)
                return call_fail_internal(call, file);
        struct sql *sql = sql_new(call->arena, table ? table : "", values, count);
        sql_add_file(sql, text);
        return access_run(call, session, sql, ret_rows);
}

/* Runs a statement in a session of its own. */
static bool run_alone(struct registry *registry, struct call *call, struct sql *sql, struct rows **ret_rows)
{
        struct session *session;
        bool done = access_open(registry, call, &session) && access_run(call, session, sql, ret_rows);
        if (done)
                store_return(session);
        return done;
}

bool access_read(struct registry *registry, struct call *call, struct sql *sql, struct rows **ret_rows)
{
        struct session *session;
        if (call_argument(call, KNOWN_AT) || call->elsewhere)
                return run_alone(registry, call, sql, ret_rows);
        enum problem problem = store_read(registry->store, call->arena, sql, &session, ret_rows);
        return problem ? access_fail(call, session, problem) : true;
}

static enum problem ask_soon(struct registry *registry, struct call *call, struct sql *sql,
                             struct session **ret_session, struct rows **ret_rows)
{
        enum problem problem =
                store_borrow(registry->store, STORE_SOON, call->caller.who, call->arena, ret_session);
        return problem ? problem : store_run(*ret_session, sql, ret_rows);
}

bool access_read_soon(struct registry *registry, struct call *call, struct sql *sql, struct rows **ret_rows)
{
        struct session *session = NULL;
        enum problem problem = PROBLEM_DATABASE_DOWN;
        if (!registry->readers)
                return access_read(registry, call, sql, ret_rows);
        if (listener_hears(registry->listener))
                problem = ask_soon(registry, call, sql, &session, ret_rows);
        if (session && (problem == PROBLEM_DATABASE_DOWN || problem == PROBLEM_OVERLOADED))
                listener_doubt(registry->listener);
        bool done = !problem || access_fail(call, session, problem);
        if (session)
                store_return(session);
        else
                call->answer.database_detail = "the primary does not answer";
        return done;
}

/* Whoever goes on with rows of this many bytes keeps the other reads of his thread waiting no longer than it
 * takes to copy them. */
#define BRIEF_BYTES ((size_t)16 * 1024)

/* A read that a call has paused for. */
struct paused_read {
        struct quick_read read; /* first, since it is found by it */
        struct registry *registry;
        struct call *call;
        struct waiter *waiter;
        access_then *then;
        void *context;
};

static bool go_on(void *context)
{
        struct paused_read *paused = context;
        struct call *call = paused->call;
        struct rows *rows = store_read_end(&paused->read, call->arena);
        if (!rows && !run_alone(paused->registry, call, paused->read.sql, &rows))
                return false;
        return paused->then(paused->registry, call, rows, paused->context);
}

static void wake(struct quick_read *read)
{
        struct waiter *waiter = ((struct paused_read *)read)->waiter;
        size_t bytes = store_read_bytes(read);
        waiter->brief = bytes && bytes <= BRIEF_BYTES;
        waiter->wake(waiter);
}

bool access_read_then(struct registry *registry, struct call *call, struct sql *sql, access_then *then,
                      void *context)
{
        struct rows *rows;
        if (!call->may_pause || call->elsewhere || call_argument(call, KNOWN_AT))
                return access_read(registry, call, sql, &rows) && then(registry, call, rows, context);
        struct paused_read *paused = arena_alloc(call->arena, sizeof *paused);
        *paused = (struct paused_read){{.sql = sql, .done = wake}, registry, call, NULL, then, context};
        call->answer.pause = (struct answer_pause){.read = &paused->read, .resume = go_on, .context = paused};
        return true;
}

void access_await_read(struct registry *registry, struct quick_read *read, struct waiter *waiter)
{
        ((struct paused_read *)read)->waiter = waiter;
        store_read_begin(registry->store, read);
}

bool access_execute(struct call *call, struct session *session, const char *text)
{
        enum problem problem = store_execute(session, text);
        return problem ? access_fail(call, session, problem) : true;
}

void access_collect_faults(struct call *call, const struct rows *rows)
{
        for (size_t i = 0; i < rows_count(rows); i++) {
                enum fault_code code = fault_code_find(rows_text(rows, i, 1));
                if (code != FAULT_CODE_COUNT)
                        fault_add(&call->faults, FAULT_POINTER, rows_text(rows, i, 0), code,
                                  rows_text(rows, i, 2), rows_text(rows, i, 3));
        }
}

bool access_sees_restricted(const struct call *call)
{
        return call_has_scope(call, SCOPE_RESTRICTED);
}

const char *access_today(struct call *call)
{
        static _Thread_local time_t second = -1;
        static _Thread_local char text[DATE_TEXT_SIZE]; /* the day of that second */
        time_t now = time(NULL);
        struct tm local; /* the process runs on Norwegian time, see main */
        if (call->today)
                return call->today;
        if (now != second && (!localtime_r(&now, &local) || !strftime(text, sizeof text, "%Y-%m-%d", &local)))
                return NULL;
        second = now;
        call->today = arena_string(call->arena, text);
        return call->today;
}

const char *access_date(struct call *call, const char *parameter)
{
        const char *given = call_argument(call, parameter);
        return given ? given : access_today(call);
}

const char *access_tag(struct call *call, const char *version)
{
        return arena_format(call->arena, "\"%s\"", version);
}
