#include "bulk/export.h"

#include "access/access.h"

#include <string.h>
#include <time.h>

struct export
{
        struct call *call;
        struct session *session;
        const char *revision;
        const struct operation **collections;
        size_t collection_count, at;
        bool copying, ended;
        int64_t window_ms;   /* start of the window in which the reading speed is measured */
        size_t window_bytes; /* bytes that the client has read in this window */
};

/* An export occupies one of few slots, and its snapshot keeps the database from vacuuming. A client must
 * therefore read at least PACE_BYTES_S (the speed of an old modem) on average over each window, or the export
 * ends. */
#define PACE_WINDOW_MS 20000
#define PACE_BYTES_S   8000

/* The statement timeout that is set below. */
#define STATEMENT_MS (30 * 60 * 1000)

static bool begin_snapshot(struct registry *registry, struct export *export)
{
        struct call *call = export->call;
        struct rows *rows;
        enum problem problem =
                store_borrow(registry->store, STORE_LONG, call->caller.who, call->arena, &export->session);
        if (problem)
                return access_fail(call, export->session, problem);
        store_wait_longer(export->session, STATEMENT_MS);
        /* longer than the largest register takes over a slow line */
        if (!access_execute(call, export->session,
                            "begin isolation level repeatable read read only; set local statement_timeout = "
                            "'30min'") ||
            !access_run_file(call, export->session, "operations/revision", NULL, 0, &rows))
                return false;
        export->revision = rows_text(rows, 0, 0);
        return true;
}

struct export *export_begin(struct registry *registry, struct call *call)
{
        struct export *export = arena_alloc(call->arena, sizeof *export);
        const struct operation **puts =
                arena_array(call->arena, registry->contract->operation_count, sizeof *puts);
        *export = (struct export){.call = call, .collections = puts};
        export->collection_count = contract_writable(registry->contract, puts);
        return begin_snapshot(registry, export) ? export : NULL;
}

const char *export_revision(const struct export *export)
{
        return export->revision;
}

static bool start_collection(struct export *export)
{
        struct call *call = export->call;
        const char *file = access_sees_restricted(call) ? "export/restricted" : "export/public";
        struct sql *sql = sql_new(call->arena, export->collections[export->at]->collection, NULL, 0);
        sql_add_file(sql, sql_file(file));
        enum problem problem = store_copy_start(export->session, sql);
        export->copying = true;
        return problem ? access_fail(call, export->session, problem) : true;
}

static int64_t now_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether the client reads fast enough; false after call_fail(). */
static bool keeps_pace(struct export *export)
{
        const int64_t now = now_ms(), passed = now - export->window_ms;
        if (export->window_ms && passed < PACE_WINDOW_MS)
                return true;
        const bool slow = export->window_ms && export->window_bytes < (size_t)passed / 1000 * PACE_BYTES_S;
        export->window_ms = now;
        export->window_bytes = 0;
        if (!slow)
                return true;
        export->call->answer.database_detail = "its reader takes too little of it";
        return call_fail(export->call, PROBLEM_TIMEOUT, FAULT_NOT_NOW, NULL, NULL);
}

bool export_next(struct export *export, struct buffer *out)
{
        size_t before = out->length;
        if (!keeps_pace(export))
                return false;
        while (out->length == before && !export->ended) {
                if (!export->copying && !start_collection(export))
                        return false;
                enum problem problem = store_copy_next(export->session, out, &export->copying);
                if (problem)
                        return access_fail(export->call, export->session, problem);
                export->at += !export->copying;
                export->ended = export->at == export->collection_count;
        }
        export->window_bytes += out->length - before;
        if (export->ended)
                store_return(export->session);
        return true;
}
