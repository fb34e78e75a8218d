#include "sweep.h"

#include <string.h>

/* Bodies a statement. The facts of one have some ten kilobytes, and what a hundred refer to has about as much
 * again. */
#define BATCH      128
#define BATCH_TEXT "128"

/* What a batch refers to, read: every organisation of the country would fit. */
#define BATCH_MEMORY ((size_t)64 * 1024 * 1024)

struct sweep {
        struct registry *registry;
        struct call *call;
        struct sweep_options options;
        struct call batch, one; /* copies of the call with arenas of their own */
        const struct rows *rows;
        struct rules_world *world;
        size_t row;
        char after[128]; /* the last id of the batch */
        bool ended;
};

static void release(void *object)
{
        struct sweep *sweep = object;
        arena_free(sweep->one.arena);
        arena_free(sweep->batch.arena);
}

/* The call again, with nothing said yet and memory of its own. */
static void renew(const struct call *call, struct call *copy)
{
        struct arena *arena = copy->arena;
        *copy = *call;
        copy->arena = arena;
        copy->answer = (struct answer){0};
        faults_init(&copy->faults, arena);
}

struct sweep *sweep_new(struct registry *registry, struct call *call, const struct sweep_options *options)
{
        struct sweep *sweep = arena_alloc(call->arena, sizeof *sweep);
        if (!sweep)
                return NULL;
        *sweep = (struct sweep){.registry = registry, .call = call, .options = *options};
        sweep->batch.arena = arena_new(BATCH_MEMORY);
        sweep->one.arena = arena_new(CALL_MEMORY_MAX);
        bool good = sweep->batch.arena && sweep->one.arena;
        if (!good)
                release(sweep);
        return good && arena_defer(call->arena, release, sweep) ? sweep : NULL;
}

static enum sweep_step fail(struct sweep *sweep, const struct call *from)
{
        struct call *call = sweep->call;
        const char *detail = from->answer.database_detail;
        call->answer.database_detail = detail ? arena_copy(call->arena, detail, strlen(detail)) : NULL;
        for (const struct fault *fault = from->faults.first; fault; fault = fault->next)
                faults_add(&call->faults, fault->place, fault->where, fault->code, fault->args[0],
                           fault->args[1]);
        if (call->faults.count)
                call_fail_faults(call, from->answer.problem);
        else
                call_fail(call, from->answer.problem, FAULT_NOT_NOW, NULL, NULL);
        return SWEEP_FAILED;
}

enum sweep_step sweep_fail(struct sweep *sweep, const struct sweep_body *body)
{
        return fail(sweep, body->call);
}

/* The values of the call's filters that the database knows. */
static size_t add_filters(struct sweep *sweep, struct sql_value *values)
{
        static const char *const names[] = {"kind", "area", "ruleKind", "force"};
        struct call *call = &sweep->batch;
        size_t count = 0;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                const struct argument *argument = call_arguments(call, names[i]);
                if (argument && argument->count)
                        values[count++] = (struct sql_value){
                                names[i], sql_array(call->arena, argument->texts, argument->count)};
        }
        const char *since = call_argument(call, "changedSince");
        if (since)
                values[count++] = (struct sql_value){"changedSince", since};
        return count;
}

/* The ids of the next batch, as an array of SQL; NULL after call_fail(). No id: that was all. */
static const char *find_ids(struct sweep *sweep, struct session *session)
{
        struct call *call = &sweep->batch;
        struct sql_value *values = arena_array(call->arena, 8, sizeof *values);
        const char *ids[BATCH];
        struct rows *rows;
        size_t count = 0;
        if (!values)
                return call_fail_internal(call, "out of memory"), NULL;
        values[count++] = (struct sql_value){"after", sweep->after};
        values[count++] = (struct sql_value){"batch", BATCH_TEXT};
        if (sweep->options.only)
                values[count++] = (struct sql_value){"only", sweep->options.only};
        if (sweep->options.with_filters)
                count += add_filters(sweep, values + count);
        if (!access_run_file(call, session, "bodies/sweep", values, count, &rows))
                return NULL;
        size_t found = rows_count(rows);
        for (size_t i = 0; i < found; i++)
                ids[i] = rows_text(rows, i, 0);
        sweep->ended = found < BATCH;
        if (found)
                stpncpy(sweep->after, ids[found - 1], sizeof sweep->after - 1);
        return sql_array(call->arena, ids, found);
}

static bool load(struct sweep *sweep)
{
        struct session *session;
        struct rows *rows;
        arena_reset(sweep->batch.arena);
        renew(sweep->call, &sweep->batch);
        sweep->rows = NULL;
        sweep->row = 0;
        if (!access_open(sweep->registry, &sweep->batch, &session))
                return false;
        const char *ids = find_ids(sweep, session);
        if (!ids || !check_load(&sweep->batch, session, ids, NULL, &rows))
                return false;
        store_return(session);
        sweep->rows = rows;
        sweep->world = rows_count(rows) ? check_world(&sweep->batch, rows) : NULL;
        return sweep->world || !rows_count(rows);
}

enum sweep_step sweep_next(struct sweep *sweep, struct sweep_body *ret)
{
        arena_reset(sweep->one.arena);
        renew(sweep->call, &sweep->one);
        while (!sweep->rows || sweep->row == rows_count(sweep->rows)) {
                if (sweep->ended)
                        return SWEEP_END;
                if (!load(sweep))
                        return fail(sweep, &sweep->batch);
        }
        size_t row = sweep->row++;
        const char *limit = NULL;
        const struct rules_facts *facts =
                check_read_within(&sweep->one, sweep->world, sweep->rows, row, &limit);
        if (!facts && !limit)
                return fail(sweep, &sweep->one);
        *ret = (struct sweep_body){.call = &sweep->one,
                                   .id = rows_text(sweep->rows, row, CHECK_ID),
                                   .facts = facts,
                                   .rows = sweep->rows,
                                   .row = row};
        return SWEEP_BODY;
}
