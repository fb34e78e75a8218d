#include "bulk/export.h"

#include "access/access.h"

#include <string.h>

struct export
{
        struct call *call;
        struct session *session;
        const char *revision;
        const struct operation **collections;
        size_t collection_count, at;
        bool copying, ended;
};

/* What is set below as the limit of a statement. */
#define STATEMENT_MS (30 * 60 * 1000)

static bool begin_snapshot(struct registry *registry, struct export *export)
{
        struct call *call = export->call;
        struct rows *rows;
        enum problem problem = store_borrow(registry->store, STORE_LONG, call->arena, &export->session);
        if (problem)
                return access_fail(call, export->session, problem);
        store_wait_longer(export->session, STATEMENT_MS);
        /* longer than anybody should need for the largest register over a slow line */
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
        const char *file = access_sees_restricted(call) ? "export/whole" : "export/open";
        struct sql *sql = sql_new(call->arena, export->collections[export->at]->collection, NULL, 0);
        sql_add_file(sql, sql_file(file));
        enum problem problem = store_copy_start(export->session, sql);
        export->copying = true;
        return problem ? access_fail(call, export->session, problem) : true;
}

bool export_next(struct export *export, struct buffer *out)
{
        size_t before = out->length;
        while (out->length == before && !export->ended) {
                if (!export->copying && !start_collection(export))
                        return false;
                enum problem problem = store_copy_next(export->session, out, &export->copying);
                if (problem)
                        return access_fail(export->call, export->session, problem);
                export->at += !export->copying;
                export->ended = export->at == export->collection_count;
        }
        if (export->ended)
                store_return(export->session);
        return true;
}
