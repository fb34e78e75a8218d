#include "resources/csv_table.h"

#include "formats/csv.h"

#include <stdio.h>
#include <string.h>

/* The longest list of codes or ids that the contract allows has some 100 kB. */
#define CELL_MAX ((size_t)1024 * 1024)

/* The member that a column belongs to is what `fields` speaks of. */
static bool is_asked(const struct call *call, const char *column)
{
        size_t length = strcspn(column, ".");
        bool asked = !call->fields.count || strcmp(column, "id") == 0;
        for (size_t i = 0; i < call->fields.count && !asked; i++)
                asked = strlen(call->fields.items[i]) == length &&
                        memcmp(call->fields.items[i], column, length) == 0;
        return asked;
}

void csv_table_write_header(const struct call *call, struct buffer *out)
{
        const struct operation *operation = call->operation;
        bool first = true;
        for (size_t i = 0; i < operation->column_count; i++) {
                const char *name = operation->columns[i].name;
                if (!is_asked(call, name))
                        continue;
                csv_add_text(out, name, strlen(name), first);
                first = false;
        }
        csv_end(out);
}

/* What a column's name leads to, member by member. */
static json_t *find(json_t *value, const char *name)
{
        while (value && *name) {
                size_t length = strcspn(name, ".");
                char member[64];
                snprintf(member, sizeof member, "%.*s", (int)length, name);
                value = json_object_get(value, member);
                name += length + (name[length] == '.');
        }
        return value;
}

static void write_list(const json_t *list, struct buffer *out, bool first)
{
        struct buffer cell = BUFFER(CELL_MAX);
        size_t index;
        json_t *item;
        if (json_array_size(list) == 0)
                buffer_add_char(&cell, TABLE_LIST_SEPARATOR);
        json_array_foreach(list, index, item)
        {
                if (index)
                        buffer_add_char(&cell, TABLE_LIST_SEPARATOR);
                buffer_add_string(&cell, json_is_string(item) ? json_string_value(item) : "");
        }
        csv_add_text(out, cell.bytes ? cell.bytes : "", cell.length, first);
        out->failed = out->failed || buffer_failed(&cell);
        buffer_clear(&cell);
}

static void write_cell(const json_t *value, struct buffer *out, bool first)
{
        char number[32];
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        if (json_is_string(value))
                csv_add_text(out, json_string_value(value), json_string_length(value), first);
        else if (json_is_integer(value))
                csv_add_number(out, number, first);
        else if (json_is_boolean(value))
                csv_add_number(out, json_is_true(value) ? "true" : "false", first);
        else if (json_is_array(value))
                write_list(value, out, first);
        else
                csv_add_text(out, "", 0, first);
}

void csv_table_write_row(const struct call *call, json_t *resource, struct buffer *out)
{
        const struct operation *operation = call->operation;
        bool first = true;
        for (size_t i = 0; i < operation->column_count; i++) {
                if (!is_asked(call, operation->columns[i].name))
                        continue;
                write_cell(find(resource, operation->columns[i].name), out, first);
                first = false;
        }
        csv_end(out);
}
