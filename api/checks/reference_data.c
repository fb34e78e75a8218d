#include "checks/reference_data.h"

#include "access/access.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Ten times what all public bodies of a country refer to, and the memory that this takes when it is read. */
#define TEXT_MAX   "16777216"
#define MEMORY_MAX ((size_t)96 * 1024 * 1024)

#define MARK_SIZE 40

struct kept {
        struct reference_data *store;
        int users; /* one more for the latest, which the store itself refers to */
        char mark[MARK_SIZE];
        struct arena *arena;
        const struct rules_reference *data; /* NULL: too large */
};

struct reference_data {
        pthread_mutex_t mutex;
        pthread_mutex_t loading; /* one thread loads, and the others wait for it */
        struct kept *latest;
};

struct reference_data *reference_data_new(void)
{
        struct reference_data *store = calloc(1, sizeof *store);
        if (store) {
                pthread_mutex_init(&store->mutex, NULL);
                pthread_mutex_init(&store->loading, NULL);
        }
        return store;
}

static void release_kept(struct kept *kept)
{
        if (!kept)
                return;
        pthread_mutex_lock(&kept->store->mutex);
        bool unused = --kept->users == 0;
        pthread_mutex_unlock(&kept->store->mutex);
        if (!unused)
                return;
        arena_free(kept->arena);
        free(kept);
}

void reference_data_free(struct reference_data *store)
{
        if (!store)
                return;
        release_kept(store->latest);
        pthread_mutex_destroy(&store->mutex);
        pthread_mutex_destroy(&store->loading);
        free(store);
}

static void release_deferred(void *kept)
{
        release_kept(kept);
}

/* Lends the latest reference data to the call if it has this mark; else NULL. */
static struct kept *use_latest(struct reference_data *store, const char *mark)
{
        pthread_mutex_lock(&store->mutex);
        struct kept *kept = store->latest;
        if (kept && strcmp(kept->mark, mark) == 0)
                kept->users++;
        else
                kept = NULL;
        pthread_mutex_unlock(&store->mutex);
        return kept;
}

/* Makes empty reference data with one user, the caller; NULL if memory runs out. */
static struct kept *kept_new(struct reference_data *store)
{
        struct kept *kept = calloc(1, sizeof *kept);
        struct arena *arena = arena_new(MEMORY_MAX);
        if (!kept || !arena) {
                free(kept);
                arena_free(arena);
                return NULL;
        }
        *kept = (struct kept){.store = store, .users = 1, .arena = arena};
        return kept;
}

/* Reads a row of bodies/reference_data. */
static void read_row(struct kept *kept, const struct rows *rows)
{
        const char *text = rows_text(rows, 0, 1), *reason;
        stpncpy(kept->mark, rows_text(rows, 0, 0), MARK_SIZE - 1);
        if (text)
                kept->data = rules_read_reference(kept->arena, text, rows_length(rows, 0, 1), &reason);
}

/* Makes it the latest, unless there is a later one. Marks are times in one format, so they can be compared as
 * text. */
static void keep_latest(struct reference_data *store, struct kept *kept)
{
        struct kept *former = NULL;
        pthread_mutex_lock(&store->mutex);
        if (!store->latest || strcmp(store->latest->mark, kept->mark) < 0) {
                former = store->latest;
                store->latest = kept;
                kept->users++;
        }
        pthread_mutex_unlock(&store->mutex);
        release_kept(former);
}

/* What is loaded, in a guard. */
struct loading {
        struct registry *registry;
        struct call *call;
        struct kept *kept;
        bool done;
};

/* Loads the reference data; `done` stays false after call_fail(). The rows are as large as the data itself,
 * and are released when it has been read. */
static void load_in_guard(void *context)
{
        struct loading *loading = context;
        struct call *call = loading->call, one;
        struct sql_value values[] = {{"maxBytes", TEXT_MAX}};
        struct rows *rows;
        call_copy(call, arena_new_below(call->arena, CALL_MEMORY_MAX), &one);
        struct sql *sql = sql_new(one.arena, "", values, 1);
        sql_add_file(sql, sql_file("bodies/reference_data"));
        loading->done = access_read(loading->registry, &one, sql, &rows);
        if (loading->done)
                read_row(loading->kept, rows);
        else
                call_fail_as(call, &one);
        arena_free(one.arena);
}

/* Loads, while the others wait; NULL after call_fail(), or with *ret_exhausted, since the lock is held. */
static struct kept *load_latest(struct registry *registry, struct call *call, bool *ret_exhausted)
{
        struct loading loading = {registry, call, kept_new(registry->reference_data), false};
        *ret_exhausted = !loading.kept || !memory_guard(load_in_guard, &loading);
        if (!*ret_exhausted && loading.done) {
                keep_latest(registry->reference_data, loading.kept);
                return loading.kept;
        }
        release_kept(loading.kept);
        return NULL;
}

/* NULL after call_fail(). */
static struct kept *find_kept(struct registry *registry, struct call *call, const char *mark)
{
        struct reference_data *store = registry->reference_data;
        struct kept *kept = use_latest(store, mark);
        bool exhausted = false;
        if (kept)
                return kept;
        pthread_mutex_lock(&store->loading);
        kept = use_latest(store, mark);
        if (!kept)
                kept = load_latest(registry, call, &exhausted);
        pthread_mutex_unlock(&store->loading);
        if (exhausted)
                memory_ran_out();
        return kept;
}

bool reference_data_find(struct registry *registry, struct call *call, const char *mark,
                         const struct rules_reference **ret)
{
        struct kept *kept = find_kept(registry, call, mark);
        if (!kept)
                return false;
        bool same = strcmp(kept->mark, mark) == 0;
        const struct rules_reference *data = kept->data;
        arena_defer(call->arena, release_deferred, kept);
        *ret = same ? data : NULL;
        return true;
}
