#include "store/sql.h"

#include "base/embedded.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The longest list with all its filters has some 4 kB. */
#define STATEMENT_MAX ((size_t)64 * 1024)

static int compare_names(const void *name, const void *entry)
{
        return strcmp(name, ((const struct embedded *)entry)->name);
}

const char *sql_file(const char *name)
{
        const struct embedded *file = bsearch(name, embedded_queries, embedded_queries_count,
                                              sizeof *embedded_queries, compare_names);
        return file ? file->text : NULL;
}

struct sql *sql_new(struct arena *arena, const char *table, const struct sql_value *values, size_t count)
{
        struct sql *sql = arena_alloc(arena, sizeof *sql);
        struct sql_value *kept = arena_array(arena, count, sizeof *kept);
        if (count)
                memcpy(kept, values, count * sizeof *kept);
        *sql = (struct sql){.arena = arena, .table = table, .values = kept, .value_count = count};
        sql->text = BUFFER_OF(arena, STATEMENT_MAX);
        return sql;
}

void sql_add_text(struct sql *sql, const char *text)
{
        buffer_add_string(&sql->text, text);
}

void sql_add_name(struct sql *sql, const char *prefix, const char *name)
{
        buffer_add_char(&sql->text, '"');
        buffer_add_string(&sql->text, prefix);
        for (; *name; name++)
                if (isalnum((unsigned char)*name) || *name == '_')
                        buffer_add_char(&sql->text, *name);
        buffer_add_char(&sql->text, '"');
}

static void bind(struct sql *sql, const char *name, const char *value)
{
        for (int i = 0; name && i < sql->parameter_count; i++) {
                if (sql->bound[i] && strcmp(sql->bound[i], name) == 0) {
                        buffer_format(&sql->text, "$%d", i + 1);
                        return;
                }
        }
        if (sql->parameter_count == SQL_PARAMETERS_MAX) {
                sql->failed = true;
                return;
        }
        sql->bound[sql->parameter_count] = name;
        sql->parameters[sql->parameter_count++] = value;
        buffer_format(&sql->text, "$%d", sql->parameter_count);
}

void sql_bind(struct sql *sql, const char *value)
{
        bind(sql, NULL, value);
}

/* The length of the parameter's name that begins at `text` (":kind"), 0 if none does: `::` is a cast. */
static size_t parameter_length(const char *text)
{
        if (text[0] != ':' || !isalpha((unsigned char)text[1]))
                return 0;
        size_t length = 1;
        while (isalnum((unsigned char)text[1 + length]))
                length++;
        return length;
}

/* Finds the next parameter between `at` and `end`, or returns `end`. It skips literals and casts (`::`). */
static const char *next_parameter(const char *at, const char *end, size_t *ret_length)
{
        bool quoted = false;
        for (; at < end; at++) {
                if (*at == '\'')
                        quoted = !quoted;
                else if (!quoted && at[0] == ':' && at[1] == ':')
                        at++;
                else if (!quoted && (*ret_length = parameter_length(at)) > 0)
                        return at;
        }
        return end;
}

static const struct sql_value *find_in(const struct sql_value *values, size_t count, const char *name,
                                       size_t length)
{
        for (size_t i = 0; i < count; i++)
                if (strlen(values[i].name) == length && memcmp(values[i].name, name, length) == 0)
                        return &values[i];
        return NULL;
}

static const struct sql_value *find_column(const struct sql *sql, const char *name, size_t length)
{
        return find_in(sql->columns, sql->column_count, name, length);
}

static const struct sql_value *find_value(const struct sql *sql, const char *name, size_t length)
{
        return find_in(sql->values, sql->value_count, name, length);
}

static bool all_given(const struct sql *sql, const char *line, const char *end)
{
        size_t length = 0;
        for (const char *at = line; (at = next_parameter(at, end, &length)) < end; at += length)
                if (!find_column(sql, at + 1, length) && !find_value(sql, at + 1, length))
                        return false;
        return true;
}

/* Adds text without parameters, and inserts the name of the table. */
static void add_plain(struct sql *sql, const char *text, const char *end)
{
        static const char table[] = "{table}";
        const size_t length = sizeof table - 1;
        const char *plain = text;
        for (const char *at = text; at < end; at++) {
                if ((size_t)(end - at) < length || memcmp(at, table, length) != 0)
                        continue;
                buffer_add(&sql->text, plain, (size_t)(at - plain));
                buffer_add_string(&sql->text, sql->table);
                plain = at + length;
        }
        buffer_add(&sql->text, plain, (size_t)(end - plain));
}

static void add_line(struct sql *sql, const char *line, const char *end)
{
        while (line < end) {
                size_t length = 0;
                const char *at = next_parameter(line, end, &length);
                add_plain(sql, line, at);
                const struct sql_value *column = at < end ? find_column(sql, at + 1, length) : NULL;
                const struct sql_value *value = at < end ? find_value(sql, at + 1, length) : NULL;
                if (column)
                        buffer_add_string(&sql->text, column->text);
                else if (value)
                        bind(sql, value->name, value->text);
                line = at < end ? at + 1 + length : end;
        }
}

void sql_name_columns(struct sql *sql, const struct sql_value *columns, size_t count)
{
        sql->columns = columns;
        sql->column_count = count;
}

void sql_add_file(struct sql *sql, const char *text)
{
        while (*text) {
                const char *end = strchr(text, '\n');
                end = end ? end + 1 : text + strlen(text);
                if (all_given(sql, text, end))
                        add_line(sql, text, end);
                text = end;
        }
}

const char *sql_text(struct sql *sql)
{
        return sql->failed ? NULL : buffer_text(&sql->text);
}

const char *sql_array(struct arena *arena, const char *const *items, size_t count)
{
        struct buffer out = BUFFER_OF(arena, STATEMENT_MAX);
        buffer_add_char(&out, '{');
        for (size_t i = 0; i < count; i++) {
                buffer_add_string(&out, i ? ",\"" : "\"");
                for (const char *c = items[i]; *c; c++) {
                        if (*c == '"' || *c == '\\')
                                buffer_add_char(&out, '\\');
                        buffer_add_char(&out, *c);
                }
                buffer_add_char(&out, '"');
        }
        buffer_add_char(&out, '}');
        return buffer_text(&out);
}
