#include "checks/sweep.h"

#include <pthread.h>
#include <string.h>

/* Bodies a statement. The facts of one have some ten kilobytes; two batches are in memory at a time. */
#define BATCH      128
#define BATCH_TEXT "128"

/* What is read of a batch: rows are not counted, but what other bodies it refers to is. */
#define BATCH_MEMORY ((size_t)64 * 1024 * 1024)

/* How often what bodies refer to may change while a batch is loaded. */
#define TRIES_MAX 3

/* Some bodies that follow each other. Those whose rules name others come in rows of their own. */
struct batch {
        struct call call; /* a copy, with an arena of its own */
        struct sweep *sweep;
        const struct rows *rows, *whole;
        const struct rules_world *world; /* of `rows`; NULL: these are whole, too */
        struct rules_view *view;         /* of the whole ones */
        size_t row, whole_row;
        char after[128]; /* the last id of the batch before; once loaded, of this one */
        bool last, loaded, running;
        pthread_t thread;
};

struct sweep {
        struct registry *registry;
        struct call *call;
        struct sweep_options options;
        struct batch batches[2];
        struct batch *batch; /* the one that is judged; NULL before the first */
        struct call one;
};

/* Before the arenas of the batches go. */
static void join_loaders(void *object)
{
        struct sweep *sweep = object;
        for (size_t i = 0; i < 2; i++)
                if (sweep->batches[i].running)
                        pthread_join(sweep->batches[i].thread, NULL);
}

/* The call again, with nothing said yet and memory of its own. */
static void renew(const struct call *call, struct call *copy)
{
        struct arena *arena = copy->arena;
        *copy = *call;
        copy->arena = arena;
        copy->answer = (struct answer){0};
        fault_init(&copy->faults, arena);
}

struct sweep *sweep_new(struct registry *registry, struct call *call, const struct sweep_options *options)
{
        struct sweep *sweep = arena_alloc(call->arena, sizeof *sweep);
        if (!sweep)
                return NULL;
        *sweep = (struct sweep){.registry = registry, .call = call, .options = *options};
        sweep->one.arena = arena_new_below(call->arena, CALL_MEMORY_MAX);
        for (size_t i = 0; i < 2; i++) {
                sweep->batches[i].sweep = sweep;
                sweep->batches[i].call.arena = arena_new_below(call->arena, BATCH_MEMORY);
        }
        arena_defer(call->arena, join_loaders, sweep);
        return sweep;
}

static enum sweep_step fail(struct sweep *sweep, const struct call *from)
{
        struct call *call = sweep->call;
        const char *detail = from->answer.database_detail;
        call->answer.database_detail = detail ? arena_copy(call->arena, detail, strlen(detail)) : NULL;
        for (const struct fault *fault = from->faults.first; fault; fault = fault->next)
                fault_add(&call->faults, fault->place, fault->where, fault->code, fault->args[0],
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
static size_t add_filters(struct call *call, struct sql_value *values)
{
        static const char *const names[] = {"kind", "area", "ruleKind", "force"};
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

/* The ids of the batch, as an array of SQL; NULL after call_fail(). No id: that was all. */
static const char *find_ids(struct batch *batch, struct session *session)
{
        const struct sweep_options *options = &batch->sweep->options;
        struct call *call = &batch->call;
        struct sql_value *values = arena_array(call->arena, 8, sizeof *values);
        const char *ids[BATCH];
        struct rows *rows;
        size_t count = 0;
        if (!values)
                return call_fail_internal(call, "out of memory"), NULL;
        values[count++] = (struct sql_value){"after", batch->after};
        values[count++] = (struct sql_value){"batch", BATCH_TEXT};
        if (options->only)
                values[count++] = (struct sql_value){"only", options->only};
        if (options->with_filters)
                count += add_filters(call, values + count);
        if (!access_run_file(call, session, "bodies/sweep", values, count, &rows))
                return NULL;
        size_t found = rows_count(rows);
        for (size_t i = 0; i < found; i++)
                ids[i] = rows_text(rows, i, 0);
        batch->last = found < BATCH;
        if (found)
                stpncpy(batch->after, ids[found - 1], sizeof batch->after - 1);
        return sql_array(call->arena, ids, found);
}

/* Loads bodies by the statement that finds all they refer to; there may be none. */
static bool load_whole(struct batch *batch, const char *ids)
{
        struct call *call = &batch->call;
        struct session *session;
        struct rows *rows;
        if (!access_open(batch->sweep->registry, call, &session) ||
            !check_load(call, session, ids, NULL, &rows))
                return false;
        store_return(session);
        batch->whole = rows;
        batch->view = rows_count(rows) ? check_view(call, rows, 0) : NULL;
        return batch->view || !rows_count(rows);
}

static bool names_others(const struct rows *rows, size_t row)
{
        return strcmp(rows_text(rows, row, CHECK_NAMES_OTHERS), "t") == 0;
}

static bool load_others(struct batch *batch)
{
        const char *ids[BATCH];
        size_t count = 0;
        for (size_t i = 0; i < rows_count(batch->rows); i++)
                if (names_others(batch->rows, i))
                        ids[count++] = rows_text(batch->rows, i, CHECK_ID);
        return !count || load_whole(batch, sql_array(batch->call.arena, ids, count));
}

/* Loads what is the bodies' own, and what they refer to out of what is kept. */
static bool load_own(struct batch *batch, const char *ids)
{
        struct registry *registry = batch->sweep->registry;
        struct sql_value *values = arena_alloc(batch->call.arena, sizeof *values);
        if (!values)
                return call_fail_internal(&batch->call, "out of memory");
        *values = (struct sql_value){"ids", ids};
        for (int i = 0; i < TRIES_MAX && !batch->world; i++) {
                struct session *session;
                struct rows *rows;
                if (!access_open(registry, &batch->call, &session) ||
                    !access_run_file(&batch->call, session, "bodies/own", values, 1, &rows))
                        return false;
                store_return(session); /* a call never holds two connections */
                batch->rows = rows;
                if (!rows_count(rows))
                        return true;
                if (!reference_data_find(registry, &batch->call, rows_text(rows, 0, CHECK_MARK),
                                         &batch->world))
                        return false;
        }
        return batch->world ? load_others(batch) : true;
}

static bool load(struct batch *batch)
{
        struct session *session;
        if (!access_open(batch->sweep->registry, &batch->call, &session))
                return false;
        const char *ids = find_ids(batch, session);
        store_return(session);
        if (!ids)
                return false;
        if (!call_argument(&batch->call, KNOWN_AT) && !load_own(batch, ids))
                return false;
        return batch->world || (batch->rows && !rows_count(batch->rows)) || load_whole(batch, ids);
}

static void load_guarded(void *batch)
{
        ((struct batch *)batch)->loaded = load(batch);
}

static void *run(void *batch)
{
        if (!memory_guard(load_guarded, batch))
                call_fail_internal(&((struct batch *)batch)->call, "out of memory");
        return NULL;
}

/* Begins to load the batch after an id; if there is no thread to be had, loads it. */
static void start(struct batch *batch, const char *after)
{
        struct call *call = &batch->call;
        arena_reset(call->arena);
        renew(batch->sweep->call, call);
        *batch = (struct batch){.call = *call, .sweep = batch->sweep};
        stpncpy(batch->after, after, sizeof batch->after - 1);
        batch->running = pthread_create(&batch->thread, NULL, run, batch) == 0;
        if (!batch->running)
                run(batch);
}

/* Waits for the batch after the one that is judged, and begins to load the one after that. */
static bool go_on(struct sweep *sweep)
{
        struct batch *former = sweep->batch, *next = &sweep->batches[former == &sweep->batches[0]];
        if (!former)
                start(next, "");
        if (next->running)
                pthread_join(next->thread, NULL);
        next->running = false;
        if (!next->loaded)
                return fail(sweep, &next->call), false;
        sweep->batch = next;
        if (!next->last)
                start(&sweep->batches[next == &sweep->batches[0]], next->after);
        return true;
}

/* Whether the next of the whole ones is this body: it may have been deleted in between. */
static bool is_next_whole(const struct batch *batch, const char *id)
{
        return batch->whole_row < rows_count(batch->whole) &&
               strcmp(rows_text(batch->whole, batch->whole_row, CHECK_ID), id) == 0;
}

/* The next body of the batch, read; ret->rows is NULL if there is none left. False after call_fail(). */
static bool read_next(struct sweep *sweep, struct check_body *ret)
{
        struct batch *batch = sweep->batch;
        struct call *call = &sweep->one;
        *ret = (struct check_body){0};
        if (!batch->world)
                return !batch->whole || batch->whole_row == rows_count(batch->whole) ||
                       check_read(call, batch->view, batch->whole, batch->whole_row++, NULL, ret);
        while (batch->row < rows_count(batch->rows)) {
                size_t row = batch->row++;
                if (!names_others(batch->rows, row))
                        return check_read_own(call, batch->world, batch->rows, row, ret);
                if (is_next_whole(batch, rows_text(batch->rows, row, CHECK_ID)))
                        return check_read(call, batch->view, batch->whole, batch->whole_row++, NULL, ret);
        }
        return true;
}

enum sweep_step sweep_next(struct sweep *sweep, struct sweep_body *ret)
{
        struct check_body body = {0};
        arena_reset(sweep->one.arena);
        renew(sweep->call, &sweep->one);
        while (!body.rows) {
                bool over = sweep->batch && sweep->batch->last;
                if (sweep->batch && !read_next(sweep, &body))
                        return fail(sweep, &sweep->one);
                if (!body.rows && over)
                        return SWEEP_END;
                if (!body.rows && !go_on(sweep))
                        return SWEEP_FAILED;
        }
        *ret = (struct sweep_body){.call = &sweep->one,
                                   .id = rows_text(body.rows, body.row, CHECK_ID),
                                   .facts = body.facts,
                                   .rows = body.rows,
                                   .row = body.row};
        return SWEEP_BODY;
}
