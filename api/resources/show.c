#include "resources/show.h"

#include "json/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Adds an include. Its query is a scalar subselect that refers to `t.id` and returns resources as text,
 * separated by commas. */
static void add_include(struct call *call, struct sql *sql, const char *name)
{
        char file[96];
        snprintf(file, sizeof file, "%s/include.%s", call->operation->collection, name);
        const char *text = sql_file(file);
        sql_add(sql, ", (");
        if (text)
                sql_add_file(sql, text);
        else
                sql->failed = true;
        sql_add(sql, ")");
}

void show_add_columns(struct call *call, struct sql *sql)
{
        if (access_sees_restricted(call))
                sql_add(sql, "coalesce(t.restricted, t.json)");
        else
                sql_add(sql, "t.json");
        for (size_t i = 0; i < call->include.count; i++)
                add_include(call, sql, call->include.items[i]);
}

static bool is_asked(const struct call *call, const char *name)
{
        if (strcmp(name, "id") == 0 || strcmp(name, "deleted") == 0 || strcmp(name, "mergedInto") == 0)
                return true;
        for (size_t i = 0; i < call->fields.count; i++)
                if (strcmp(call->fields.items[i], name) == 0)
                        return true;
        return false;
}

/* Writes only the members that are asked for, in their stored order, without the closing brace. */
static bool write_fields(struct call *call, const char *text, size_t length, struct buffer *out)
{
        struct arena *arena = arena_new_below(call->arena, CALL_MEMORY_MAX);
        json_t *resource = tree_load(arena, text, length);
        if (!resource)
                return call_fail_internal(call, "a stored text is not JSON");
        const char *key;
        json_t *value;
        char separator = '{';
        json_object_foreach(resource, key, value) {
                if (!is_asked(call, key))
                        continue;
                buffer_format(out, "%c\"%s\":", separator, key);
                buffer_add_string(out, tree_text(arena, value));
                separator = ',';
        }
        arena_free(arena);
        return true;
}

bool show_row(struct call *call, const struct rows *rows, size_t row, size_t column, struct buffer *out)
{
        const char *text = rows_text(rows, row, column);
        size_t length = rows_length(rows, row, column);
        if (!text || length < 2)
                return call_fail_internal(call, "a stored text is empty");
        if (!call->fields.count)
                buffer_add(out, text, length - 1);
        else if (!write_fields(call, text, length, out))
                return false;
        for (size_t i = 0; i < call->include.count; i++) {
                const char *included = rows_text(rows, row, column + 1 + i);
                buffer_format(out, "%s\"%s\":[", i ? "," : ",\"included\":{", call->include.items[i]);
                buffer_add_string(out, included ? included : "");
                buffer_add_char(out, ']');
        }
        buffer_add_string(out, call->include.count ? "}}" : "}");
        return true;
}
