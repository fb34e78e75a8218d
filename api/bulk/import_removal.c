#include "bulk/import_removal.h"

#include <stdlib.h>

/* Some hundred thousand lines. */
#define ITEMS_MAX ((size_t)64 * 1024 * 1024)

void import_removal_start(struct import_removal *removal, const struct operation *put,
                          struct import_count *count)
{
        *removal = (struct import_removal){.put = put, .count = count, .items = BUFFER(ITEMS_MAX)};
}

void import_removal_release(struct import_removal *removal)
{
        buffer_clear(&removal->items);
}

bool import_removal_add(struct import_removal *removal, const char *id, size_t line)
{
        struct buffer *items = &removal->items;
        buffer_format(items, "%c{\"line\":%zu,\"id\":\"%s\"}", items->length ? ',' : '[', line, id);
        removal->count->lines += line > 0;
        return !buffer_is_full(items);
}

static void begin_work(struct import_removal *removal, struct import_work *work)
{
        struct arena *arena = work->call.arena;
        arena_reset(arena);
        call_copy(work->whole, arena, &work->call);
        work->call.operation = removal->put;
}

bool import_removal_add_scope(struct import_removal *removal, struct import_work *work, const char *body)
{
        struct sql_value values[] = {{"collection", removal->put->collection}, {"body", body}};
        struct rows *rows;
        begin_work(removal, work);
        if (!access_run_file(&work->call, work->session, "import/without_line", values, 2, &rows))
                return false;
        for (size_t i = 0; i < rows_count(rows); i++)
                if (!import_removal_add(removal, rows_text(rows, i, 0), 0))
                        return call_fail(&work->call, PROBLEM_TOO_LARGE, FAULT_LIMIT_BYTES, "67108864", NULL);
        return true;
}

bool import_removal_carry_out(struct import_removal *removal, struct import_work *work)
{
        if (!removal->items.length)
                return true;
        begin_work(removal, work);
        buffer_add_string(&removal->items, "]");
        buffer_add_char(&removal->items, '\0');
        if (buffer_is_full(&removal->items))
                return call_fail_internal(&work->call, "too many removals");
        struct sql_value values[] = {{"items", removal->items.bytes},
                                     {"collection", removal->put->collection}};
        struct rows *rows;
        if (!access_run_file(&work->call, work->session, "import/add_removals", values, 2, &rows))
                return false;
        import_batch_collect_faults(work, rows);
        if (!access_run_file(&work->call, work->session, "import/delete_marked", values, 2, &rows))
                return false;
        removal->count->deleted += strtoul(rows_text(rows, 0, 0), NULL, 10);
        removal->count->unchanged += strtoul(rows_text(rows, 0, 1), NULL, 10);
        return true;
}
