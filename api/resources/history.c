/*
 * history - every version of a resource: when, by whom, and what changed since the one before.
 */
#include "resources/resources_handlers.h"
#include "json/merge_patch.h"
#include "json/tree.h"
#include "json/writer.h"
#include "access/access.h"
#include "resources/cursor.h"

#include <stdlib.h>
#include <string.h>

enum column {
        VERSION,
        OPERATION,
        AT,
        ACTOR,
        SUPPLIER,
        JSON,
        RESTRICTED,
        BEFORE_JSON,
        BEFORE_RESTRICTED,
        MERGED_INTO
};

static const char *text_for(const struct call *call, const struct rows *rows, size_t row, enum column plain,
                            enum column restricted)
{
        const char *whole = access_sees_restricted(call) ? rows_text(rows, row, restricted) : NULL;
        return whole ? whole : rows_text(rows, row, plain);
}

/* A version without what the register sets, which differs every time. */
static json_t *read_version(struct arena *arena, const char *text)
{
        json_t *value = text ? tree_load(arena, text, strlen(text)) : NULL;
        schema_drop_stamps(value);
        return value;
}

static void write_patch(struct call *call, struct json_writer *writer, const char *before, const char *after)
{
        struct arena *arena = arena_new_below(call->arena, CALL_MEMORY_MAX);
        const json_t *old = read_version(arena, before), *new = read_version(arena, after);
        const char *text = tree_text(arena, tree_tie(arena, merge_patch_diff(old, new)));
        writer_key(writer, "patch");
        writer_raw(writer, text, strlen(text));
        arena_free(arena);
}

static void write_entry(struct call *call, struct json_writer *writer, const struct rows *rows, size_t row)
{
        const char *operation = rows_text(rows, row, OPERATION), *actor = rows_text(rows, row, ACTOR);
        const char *supplier = rows_text(rows, row, SUPPLIER);
        const char *json = text_for(call, rows, row, JSON, RESTRICTED);
        writer_open_object(writer);
        writer_member_number(writer, "version", strtol(rows_text(rows, row, VERSION), NULL, 10));
        writer_member_text(writer, "operation", operation);
        writer_member_text(writer, "at", rows_text(rows, row, AT));
        if (actor)
                writer_member_text(writer, "by", actor);
        if (supplier)
                writer_member_text(writer, "supplier", supplier);
        if (rows_text(rows, row, MERGED_INTO))
                writer_member_text(writer, "mergedInto", rows_text(rows, row, MERGED_INTO));
        if (strcmp(operation, "deleted") != 0) {
                writer_key(writer, "data");
                writer_raw(writer, json, strlen(json));
        }
        if (strcmp(operation, "changed") == 0)
                write_patch(call, writer, text_for(call, rows, row, BEFORE_JSON, BEFORE_RESTRICTED), json);
        writer_close_object(writer);
}

/* Writes the cursor of the next page, which begins before the version of this one's last entry. */
static void write_next(struct call *call, struct json_writer *writer, const struct rows *rows, size_t limit)
{
        writer_key(writer, "next");
        if (rows_count(rows) <= limit) {
                writer_null(writer);
                return;
        }
        struct cursor last = {.values = {rows_text(rows, limit - 1, VERSION)}, .count = 1};
        call->answer.next = cursor_next(call, cursor_write(call, &last));
        writer_text(writer, call->answer.next);
}

static bool fetch_versions(struct registry *registry, struct call *call, size_t limit, struct rows **ret_rows)
{
        struct cursor cursor;
        bool given;
        cursor_read(call, 1, &cursor, &given);
        if (given && !call->faults.count && cursor.values[0][strspn(cursor.values[0], "0123456789")])
                fault_add(&call->faults, FAULT_PARAMETER, "cursor", FAULT_BAD_CURSOR, NULL, NULL);
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        struct sql_value values[] = {{"collection", call->operation->collection},
                                     {"id", call->id},
                                     {"limit", arena_format(call->arena, "%zu", limit + 1)},
                                     {"before", given ? cursor.values[0] : NULL}};
        struct session *session;
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "resource/history", values, given ? 4 : 3, ret_rows))
                return false;
        store_return(session);
        if (rows_count(*ret_rows) == 0 && !given)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id,
                                 call->operation->collection);
        return true;
}

bool history_handler(struct registry *registry, struct call *call)
{
        size_t limit = strtoul(call_argument(call, "limit"), NULL, 10);
        struct rows *rows = NULL;
        if (!fetch_versions(registry, call, limit, &rows))
                return false;
        struct json_writer writer = JSON_WRITER(&call->answer.body);
        writer_open_object(&writer);
        writer_key(&writer, "items");
        writer_open_array(&writer);
        for (size_t i = 0; i < rows_count(rows) && i < limit; i++)
                write_entry(call, &writer, rows, i);
        writer_close_array(&writer);
        write_next(call, &writer, rows, limit);
        writer_close_object(&writer);
        return true;
}
