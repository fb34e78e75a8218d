#include "checks/sweep.h"

#include <pthread.h>
#include <string.h>

/* Bodies per statement. The facts of one have some ten kilobytes; two batches are in memory at a time. */
#define BATCH 128

/* Memory for reading a batch: not its rows, but the data about other bodies that it refers to. */
#define BATCH_MEMORY ((size_t)64 * 1024 * 1024)

/* How often a batch after the first tries to get a connection. At a second each, this is as long as clients
 * wait for more data. */
#define TURNS_MAX 20

/* A number of consecutive bodies. */
struct batch {
        struct call call; /* a copy of the sweep's call, with its own arena */
        struct sweep *sweep;
        struct check_load *bodies; /* NULL: they could not be loaded, and the call says why */
        char after[128];           /* the last id of the batch before; once loaded, of this one */
        bool last;                 /* there are no more behind it */
        bool exhausted;            /* memory ran out while they were loaded */
        bool running;              /* the thread that loads it */
        pthread_t thread;
};

struct sweep {
        struct registry *registry;
        struct call *call;
        struct sweep_options options;
        struct batch batches[2];
        struct batch *batch;      /* the one that is judged; NULL before the first */
        struct call one;          /* a copy of the call, with memory for the body that is judged */
        const struct rows *norms; /* ids of the rules that follow the bodies; NULL: not asked for yet */
        size_t norm;              /* the next of them */
};

/* Waits for the loading threads, before the arenas of the batches are released. */
static void join_loaders(void *object)
{
        struct sweep *sweep = object;
        for (size_t i = 0; i < 2; i++)
                if (sweep->batches[i].running)
                        pthread_join(sweep->batches[i].thread, NULL);
}

struct sweep *sweep_new(struct registry *registry, struct call *call, const struct sweep_options *options)
{
        struct sweep *sweep = arena_alloc(call->arena, sizeof *sweep);
        call->use = CALL_JUDGES;
        *sweep = (struct sweep){.registry = registry, .call = call, .options = *options};
        sweep->one.arena = arena_new_below(call->arena, CALL_MEMORY_MAX);
        for (size_t i = 0; i < 2; i++) {
                sweep->batches[i].sweep = sweep;
                sweep->batches[i].call.arena = arena_new_below(call->arena, BATCH_MEMORY);
        }
        arena_defer(call->arena, join_loaders, sweep);
        return sweep;
}

static enum sweep_step fail_sweep(struct sweep *sweep, const struct call *from)
{
        call_fail_as(sweep->call, from);
        return SWEEP_FAILED;
}

void sweep_options_read(struct call *call, struct sweep_options *ret)
{
        const struct {
                const char *name, **ret;
        } arrays[] = {{"body", &ret->only},
                      {"kind", &ret->kinds},
                      {"area", &ret->areas},
                      {"ruleKind", &ret->rule_kinds},
                      {"force", &ret->forces}};
        for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
                const struct argument *argument = call_arguments(call, arrays[i].name);
                if (argument)
                        *arrays[i].ret = sql_array(call->arena, argument->texts, argument->count);
        }
        ret->changed_since = call_argument(call, "changedSince");
}

/* Makes the given filters values of the query. Returns their number. */
#define FILTERS_MAX 7
static size_t add_filters(const struct sweep_options *options, struct sql_value *values)
{
        const struct sql_value filters[FILTERS_MAX] = {
                {"only", options->only},    {"kind", options->kinds},
                {"area", options->areas},   {"ruleKind", options->rule_kinds},
                {"force", options->forces}, {"changedSince", options->changed_since},
                {"rule", options->rule}};
        size_t count = 0;
        for (size_t i = 0; i < FILTERS_MAX; i++)
                if (filters[i].text)
                        values[count++] = filters[i];
        return count;
}

/* Finds the ids of the batch, as an SQL array; NULL after call_fail(). An empty array: there are no more. */
static const char *find_ids(struct batch *batch, struct session *session)
{
        const struct sweep_options *options = &batch->sweep->options;
        struct call *call = &batch->call;
        size_t size = options->most && options->most < BATCH ? options->most : BATCH;
        struct sql_value *values = arena_array(call->arena, 2 + FILTERS_MAX, sizeof *values);
        const char *ids[BATCH];
        struct rows *rows;
        size_t count = 0;
        values[count++] = (struct sql_value){"after", batch->after};
        values[count++] = (struct sql_value){"batch", arena_format(call->arena, "%zu", size)};
        count += add_filters(options, values + count);
        if (!access_run_file(call, session, "bodies/sweep", values, count, &rows))
                return NULL;
        size_t found = rows_count(rows);
        for (size_t i = 0; i < found; i++)
                ids[i] = rows_text(rows, i, 0);
        batch->last = found < size;
        if (found)
                stpncpy(batch->after, ids[found - 1], sizeof batch->after - 1);
        return sql_array(call->arena, ids, found);
}

/* NULL after call_fail() on the batch's call. */
static struct check_load *load_batch(struct batch *batch)
{
        struct registry *registry = batch->sweep->registry;
        struct session *session;
        if (!access_open(registry, &batch->call, &session))
                return NULL;
        const char *ids = find_ids(batch, session);
        store_return(session); /* a call never holds two connections */
        return ids ? check_load(registry, &batch->call, ids, NULL) : NULL;
}

/* Empties the batch for another attempt to load it. */
static void start_over(struct batch *batch)
{
        struct arena *arena = batch->call.arena;
        arena_reset(arena);
        call_copy(batch->sweep->call, arena, &batch->call);
}

/* Loads the batch, in a guard. After the first one it waits longer for a connection, since an answer that has
 * begun cannot be resumed by another request. */
static void load_guarded(void *context)
{
        struct batch *batch = context;
        char after[sizeof batch->after]; /* a copy, since the batch's own is overwritten */
        memcpy(after, batch->after, sizeof after);
        int turns = *after ? TURNS_MAX : 1;
        while (!(batch->bodies = load_batch(batch)) && --turns > 0 &&
               batch->call.answer.problem == PROBLEM_OVERLOADED) {
                memcpy(batch->after, after, sizeof after);
                start_over(batch);
        }
}

static void *run_load(void *context)
{
        struct batch *batch = context;
        batch->exhausted = !memory_guard(load_guarded, batch);
        return NULL;
}

/* Begins to load the batch after an id in a thread; if no thread can be started, loads it here. */
static void start_batch(struct batch *batch, const char *after)
{
        *batch = (struct batch){.sweep = batch->sweep, .call = {.arena = batch->call.arena}};
        start_over(batch);
        stpncpy(batch->after, after, sizeof batch->after - 1);
        batch->running = pthread_create(&batch->thread, NULL, run_load, batch) == 0;
        if (!batch->running)
                run_load(batch);
}

/* Waits for the next batch, and begins to load the one after it. */
static bool next_batch(struct sweep *sweep)
{
        struct batch *former = sweep->batch, *next = &sweep->batches[former == &sweep->batches[0]];
        if (!former)
                start_batch(next, "");
        if (next->running)
                pthread_join(next->thread, NULL);
        next->running = false;
        if (next->exhausted)
                memory_ran_out();
        if (!next->bodies)
                return fail_sweep(sweep, &next->call), false;
        sweep->batch = next;
        if (!next->last)
                start_batch(&sweep->batches[next == &sweep->batches[0]], next->after);
        return true;
}

/* Finds the ids of the existence rules. False after call_fail(). */
static bool find_norms(struct sweep *sweep)
{
        struct sql_value values[FILTERS_MAX];
        size_t count = 0;
        struct session *session;
        struct rows *rows;
        if (sweep->options.rule_kinds)
                values[count++] = (struct sql_value){"ruleKind", sweep->options.rule_kinds};
        if (sweep->options.forces)
                values[count++] = (struct sql_value){"force", sweep->options.forces};
        if (sweep->options.rule)
                values[count++] = (struct sql_value){"rule", sweep->options.rule};
        if (sweep->options.changed_since)
                values[count++] = (struct sql_value){"changedSince", sweep->options.changed_since};
        if (!access_open(sweep->registry, sweep->call, &session) ||
            !access_run_file(sweep->call, session, "rules/existence_rules", values, count, &rows))
                return false;
        store_return(session);
        sweep->norms = rows;
        return true;
}

/* Loads the next existence rule; without rows if there is none. False after call_fail() on the call `one`. */
static bool next_norm(struct sweep *sweep, struct check_body *ret)
{
        const struct sweep_options *options = &sweep->options;
        bool bodies_only = options->only || options->kinds || options->areas;
        *ret = (struct check_body){0};
        if (!options->norms || bodies_only)
                return true;
        if (!sweep->norms && !find_norms(sweep))
                return call_fail_as(&sweep->one, sweep->call), false;
        while (!ret->rows && sweep->norm < rows_count(sweep->norms)) {
                const char *id = rows_text(sweep->norms, sweep->norm++, 0);
                if (!check_load_norm(sweep->registry, &sweep->one, id, NULL, ret))
                        return false;
        }
        return true;
}

enum sweep_step sweep_next(struct sweep *sweep, struct sweep_body *ret)
{
        struct check_body body = {0};
        arena_reset(sweep->one.arena);
        call_copy(sweep->call, sweep->one.arena, &sweep->one);
        while (!body.rows) {
                bool over = sweep->batch && sweep->batch->last;
                if (sweep->batch && !check_load_next(sweep->batch->bodies, &sweep->one, &body))
                        return fail_sweep(sweep, &sweep->one);
                if (!body.rows && over && !next_norm(sweep, &body))
                        return fail_sweep(sweep, &sweep->one);
                if (!body.rows && over)
                        return SWEEP_END;
                if (!body.rows && !next_batch(sweep))
                        return SWEEP_FAILED;
        }
        *ret = (struct sweep_body){.call = &sweep->one,
                                   .id = rows_text(body.rows, body.row, CHECK_ID),
                                   .facts = body.facts,
                                   .rows = body.rows,
                                   .row = body.row};
        return SWEEP_BODY;
}
