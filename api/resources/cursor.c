#include "resources/cursor.h"

#include "base/base64url.h"
#include "base/percent.h"
#include "json/tree.h"
#include "json/writer.h"

#include <string.h>

#define CURSOR_MAX  ((size_t)8192)
#define ADDRESS_MAX ((size_t)16 * 1024)

/* The prefix of the paths of all lists. */
#define VERSION_PATH "/v1/"

/* The operation and order for which a cursor is valid: "listBodies name,-validTo". */
static const char *order_text(struct call *call)
{
        struct buffer out = BUFFER_OF(call->arena, CURSOR_MAX);
        buffer_add_string(&out, call->operation->id);
        for (size_t i = 0; i < call->sort_count; i++)
                buffer_format(&out, "%c%s%s", i ? ',' : ' ', call->sort[i].descending ? "-" : "",
                              call->sort[i].name);
        return buffer_text(&out);
}

const char *cursor_write(struct call *call, const struct cursor *cursor)
{
        struct buffer out = BUFFER_OF(call->arena, CURSOR_MAX);
        struct json_writer writer = JSON_WRITER(&out);
        writer_open_array(&writer);
        writer_text(&writer, order_text(call));
        for (size_t i = 0; i < cursor->count; i++)
                writer_text(&writer, cursor->values[i]);
        writer_close_array(&writer);
        return base64url_write(call->arena, out.bytes, out.length);
}

void cursor_read(struct call *call, size_t count, struct cursor *ret, bool *ret_given)
{
        const char *text = call_argument(call, "cursor");
        *ret_given = text != NULL;
        if (!text)
                return;
        size_t length = 0;
        char *bytes = base64url_read(call->arena, text, strlen(text), &length);
        const json_t *array = bytes ? tree_load(call->arena, bytes, length) : NULL;
        const char *order = order_text(call);
        const char *bound = json_string_value(json_array_get(array, 0));
        bool right = bound && strcmp(bound, order) == 0 && json_array_size(array) == count + 1;
        for (size_t i = 0; right && i < count; i++) {
                ret->values[i] = json_string_value(json_array_get(array, i + 1));
                right = ret->values[i] != NULL;
        }
        ret->count = count;
        if (!right)
                fault_add(&call->faults, FAULT_PARAMETER, "cursor", FAULT_BAD_CURSOR, NULL, NULL);
}

static bool is_shown_by(const char *name)
{
        static const char *const names[] = {"limit",  "cursor", "before", "count",  "facets",   "include",
                                            "fields", "sort",   "lang",   "format", "delimiter"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strcmp(names[i], name) == 0)
                        return true;
        return false;
}

static void add_pair(struct buffer *out, char *separator, const struct pair *pair)
{
        buffer_add_char(out, *separator);
        percent_add(out, pair->name, ":,");
        buffer_add_char(out, '=');
        percent_add(out, pair->value, ":,");
        *separator = '&';
}

const char *cursor_identity(struct call *call)
{
        struct buffer out = BUFFER_OF(call->arena, ADDRESS_MAX);
        char separator = '?';
        buffer_add_string(&out, call->target.path + strlen(VERSION_PATH));
        for (size_t i = 0; i < call->target.pair_count; i++)
                if (!is_shown_by(call->target.pairs[i].name))
                        add_pair(&out, &separator, &call->target.pairs[i]);
        return buffer_text(&out);
}

const char *cursor_address(struct call *call, const char *parameter, const char *value)
{
        struct buffer out = BUFFER_OF(call->arena, ADDRESS_MAX);
        buffer_add_string(&out, call->target.path);
        char separator = '?';
        for (size_t i = 0; i < call->target.pair_count; i++)
                if (strcmp(call->target.pairs[i].name, parameter) != 0)
                        add_pair(&out, &separator, &call->target.pairs[i]);
        if (value)
                buffer_format(&out, "%c%s=%s", separator, parameter, value);
        return buffer_text(&out);
}

const char *cursor_next(struct call *call, const char *cursor)
{
        return cursor_address(call, "cursor", cursor);
}
