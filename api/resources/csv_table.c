#include "resources/csv_table.h"

#include "formats/csv.h"

#include <stdio.h>
#include <string.h>

/* The longest list of codes or ids that the contract allows has some 100 kB. */
#define CELL_MAX ((size_t)1024 * 1024)

/* Whether a column is asked for: `fields` has the names of top-level members. */
static bool is_asked(const struct call *call, const char *column)
{
        size_t length = strcspn(column, ".");
        bool asked = !call->fields.count || strcmp(column, "id") == 0;
        for (size_t i = 0; i < call->fields.count && !asked; i++)
                asked = strlen(call->fields.items[i]) == length &&
                        memcmp(call->fields.items[i], column, length) == 0;
        return asked;
}

static bool is_of(const char *column, const char *include)
{
        size_t length = strlen(include);
        return strncmp(column, include, length) == 0 && column[length] == '.';
}

static bool is_included(const struct call *call, const char *column)
{
        for (size_t i = 0; i < call->include.count; i++)
                if (is_of(column, call->include.items[i]))
                        return true;
        return false;
}

bool csv_table_has_include(const struct operation *operation, const char *include)
{
        for (size_t i = 0; i < operation->included.count; i++)
                if (is_of(operation->included.items[i].name, include))
                        return true;
        return false;
}

/* The delimiter that the caller asked for. */
static char delimiter_of(const struct call *call)
{
        const char *name = call_argument(call, "delimiter");
        return name && strcmp(name, "semicolon") == 0 ? ';' : ',';
}

void csv_table_write_header(const struct call *call, struct buffer *out)
{
        const struct operation *operation = call->operation;
        char before = CSV_FIRST;
        for (size_t i = 0; i < operation->columns.count + operation->included.count; i++) {
                bool own = i < operation->columns.count;
                const char *name = own ? operation->columns.items[i].name
                                       : operation->included.items[i - operation->columns.count].name;
                if (!(own ? is_asked(call, name) : is_included(call, name)))
                        continue;
                csv_add_text(out, name, strlen(name), before);
                before = delimiter_of(call);
        }
        csv_end(out);
}

/* Finds the value that a column's name denotes, member by member. */
static const json_t *find_value(const json_t *value, const char *name)
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

static void write_list(const json_t *list, struct buffer *out, char before)
{
        struct buffer cell = BUFFER(CELL_MAX);
        size_t index;
        json_t *item;
        if (json_array_size(list) == 0)
                buffer_add_char(&cell, CSV_LIST_SEPARATOR);
        json_array_foreach(list, index, item) {
                if (index)
                        buffer_add_char(&cell, CSV_LIST_SEPARATOR);
                buffer_add_string(&cell, json_is_string(item) ? json_string_value(item) : "");
        }
        csv_add_text(out, cell.bytes ? cell.bytes : "", cell.length, before);
        buffer_fail_with(out, &cell);
        buffer_clear(&cell);
}

static void write_cell(const json_t *value, struct buffer *out, char before)
{
        char number[32];
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        if (json_is_string(value))
                csv_add_text(out, json_string_value(value), json_string_length(value), before);
        else if (json_is_integer(value))
                csv_add_number(out, number, before);
        else if (json_is_boolean(value))
                csv_add_number(out, json_is_true(value) ? "true" : "false", before);
        else if (json_is_array(value))
                write_list(value, out, before);
        else
                csv_add_text(out, "", 0, before);
}

/* The value of a column of an included resource. */
static const json_t *find_included(const json_t *resource, const char *column)
{
        size_t length = strcspn(column, ".");
        const json_t *all = json_object_getn(json_object_get(resource, "included"), column, length);
        return find_value(json_array_get(all, 0), column + length + 1);
}

void csv_table_write_row(const struct call *call, const json_t *resource, struct buffer *out)
{
        const struct operation *operation = call->operation;
        char before = CSV_FIRST;
        for (size_t i = 0; i < operation->columns.count; i++) {
                if (!is_asked(call, operation->columns.items[i].name))
                        continue;
                write_cell(find_value(resource, operation->columns.items[i].name), out, before);
                before = delimiter_of(call);
        }
        for (size_t i = 0; i < operation->included.count; i++)
                if (is_included(call, operation->included.items[i].name))
                        write_cell(find_included(resource, operation->included.items[i].name), out,
                                   delimiter_of(call));
        csv_end(out);
}
