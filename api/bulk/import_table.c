#include "bulk/import_table.h"

#include "base/nearest.h"
#include "json/merge_patch.h"
#include "json/parse.h"
#include "access/access.h"
#include "bulk/import_batch.h"
#include "resources/csv_table.h"
#include "formats/csv.h"
#include "json/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Rows whose stored resources are asked for together. */
#define ROWS_MAX    200
/* What they take: a record of IMPORT_LINE_MAX and the tree of it, and as much again for what is stored. */
#define ROWS_MEMORY ((size_t)64 * 1024 * 1024)
/* More than any collection has. */
#define CELLS_MAX   100

struct row {
        size_t line;
        const char *id;
        json_t *patch;
};

struct table {
        struct import *import;
        struct call *call;
        const struct operation *list;                  /* whose columns they are */
        const struct table_column *columns[CELLS_MAX]; /* of each cell; NULL: passed over */
        size_t column_count, id_column;
        char delimiter;
        struct call
                rows_call; /* a copy of the call, with an arena that lasts for the rows that are gathered */
        struct row rows[ROWS_MAX];
        size_t row_count, bytes;
        struct buffer record;     /* as far as it is read */
        size_t record_line, line; /* counted on from the import's */
        bool open;                /* the record goes on in the next line: a quote is open */
};

static void add_fault(struct table *table, size_t line, const char *where, enum fault_code code,
                      const char *arg0, const char *arg1)
{
        struct faults *faults = &table->call->faults;
        faults->line = line;
        fault_add(faults, FAULT_POINTER, where, code, arg0, arg1);
}

/* Column names are like members; what the register sets and tombstones are no news to it. */
static bool is_passed_over(const char *name)
{
        return strcmp(name, "deleted") == 0 || (strcmp(name, "id") != 0 && schema_is_sent_back(name));
}

static void tell_unknown(struct table *table, const char *name)
{
        const char *names[CELLS_MAX];
        size_t count = 0;
        for (; count < table->list->column_count && count < CELLS_MAX; count++)
                names[count] = table->list->columns[count].name;
        const char *nearest = strlen(name) < NEAREST_NAME_MAX ? nearest_name(name, names, count) : NULL;
        add_fault(table, table->record_line, "",
                  nearest ? FAULT_UNKNOWN_PROPERTY_NEAR : FAULT_UNKNOWN_PROPERTY, name, nearest);
}

static const struct table_column *find_column(const struct table *table, const char *name)
{
        for (size_t i = 0; i < table->list->column_count; i++)
                if (strcmp(table->list->columns[i].name, name) == 0)
                        return &table->list->columns[i];
        return NULL;
}

static bool is_repeated(const struct table *table, const struct table_column *column)
{
        for (size_t i = 0; i < table->column_count; i++)
                if (table->columns[i] == column)
                        return true;
        return false;
}

/* The first record. */
static void take_header(struct table *table, const char *const *cells, size_t count)
{
        table->id_column = count;
        for (size_t i = 0; i < count; i++) {
                const struct table_column *column = find_column(table, cells[i]);
                if (!column)
                        tell_unknown(table, cells[i]);
                else if (is_repeated(table, column))
                        add_fault(table, table->record_line, "", FAULT_DUPLICATE, cells[i], NULL);
                if (column && strcmp(column->name, "id") == 0)
                        table->id_column = i;
                table->columns[table->column_count++] =
                        column && !is_passed_over(column->name) ? column : NULL;
        }
        if (table->id_column == count)
                add_fault(table, table->record_line, "", FAULT_REQUIRED, "id", NULL);
}

/* The value that a cell stands for: what is none stays a text, which the schema then refuses. NULL if memory
 * runs out. */
static json_t *read_cell(const struct table_column *column, const char *text)
{
        char *end = NULL;
        if (!*text)
                return json_null();
        errno = 0;
        long long number = column->type == COLUMN_INTEGER ? strtoll(text, &end, 10) : 0;
        if (end && !*end && errno == 0)
                return json_integer(number);
        if (column->type == COLUMN_TRUTH && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
                return json_boolean(strcmp(text, "true") == 0);
        if (column->type != COLUMN_LIST)
                return json_string(text);
        json_t *list = json_array();
        bool empty = text[0] == TABLE_LIST_SEPARATOR && !text[1];
        for (const char *item = text; list && !empty && item;) {
                const char *separator = strchr(item, TABLE_LIST_SEPARATOR);
                size_t length = separator ? (size_t)(separator - item) : strlen(item);
                if (json_array_append_new(list, json_stringn(item, length)) != 0) {
                        json_decref(list);
                        return NULL;
                }
                item = separator ? separator + 1 : NULL;
        }
        return list;
}

/* Puts a value where a column's name leads to; takes it over. */
static bool put(json_t *object, const char *name, json_t *value)
{
        const char *dot;
        while (value && (dot = strchr(name, '.')) != NULL) {
                json_t *inner = json_object_getn(object, name, (size_t)(dot - name));
                if (!inner) {
                        inner = json_object();
                        if (json_object_setn_new(object, name, (size_t)(dot - name), inner) != 0) {
                                json_decref(value);
                                return false;
                        }
                }
                object = inner;
                name = dot + 1;
        }
        return value && json_object_set_new(object, name, value) == 0;
}

/* What a row says, as a merge patch. NULL after call_fail(), or where its texts are none: then a fault is
 * told. */
static json_t *read_row(struct table *table, const char *const *cells, size_t count)
{
        struct arena *arena = table->rows_call.arena;
        json_t *patch = json_object();
        bool good = true;
        tree_tie(arena, patch);
        for (size_t i = 0; i < count; i++) {
                enum fault_code code = FAULT_CODE_COUNT;
                if (!table->columns[i] || i == table->id_column)
                        continue;
                const char *text = text_nfc(arena, cells[i], strlen(cells[i]), &code);
                if (!text && code != FAULT_CODE_COUNT) {
                        add_fault(table, table->record_line,
                                  arena_format(arena, "/%s", table->columns[i]->name), code, NULL, NULL);
                        good = false;
                } else if (!text ||
                           !put(patch, table->columns[i]->name, read_cell(table->columns[i], text))) {
                        call_fail_internal(table->call, "out of memory");
                        return NULL;
                }
        }
        return good ? patch : NULL;
}

/* What is empty after a merge was so by the row's cells. */
static void drop_empty(json_t *object)
{
        const char *key;
        void *next;
        json_t *value;
        json_object_foreach_safe(object, next, key, value)
        {
                if (!json_is_object(value))
                        continue;
                drop_empty(value);
                if (json_object_size(value) == 0)
                        json_object_del(object, key);
        }
}

/* A row on top of what is stored. */
static bool take_merged(struct table *table, const struct row *row, const char *stored)
{
        json_t *target = stored ? json_loads(stored, 0, NULL) : NULL;
        json_t *merged = target || !stored ? merge_patch_apply(target, row->patch) : NULL;
        json_decref(target);
        if (!merged)
                return call_fail_internal(table->call, "out of memory");
        json_object_del(merged, "id");
        schema_drop_stamps(merged);
        drop_empty(merged);
        bool good = import_resource(table->import, row->line, table->list->collection, row->id, merged);
        json_decref(merged);
        return good;
}

static const char *find_stored(const struct rows *rows, const char *id, size_t column)
{
        for (size_t i = 0; i < rows_count(rows); i++)
                if (strcmp(rows_text(rows, i, 0), id) == 0)
                        return rows_text(rows, i, column);
        return NULL;
}

/* Takes the rows that are gathered. */
static bool flush(struct table *table)
{
        const char *ids[ROWS_MAX];
        struct rows *rows;
        size_t column = access_sees_restricted(table->call) ? 2 : 1;
        for (size_t i = 0; i < table->row_count; i++)
                ids[i] = table->rows[i].id;
        const char *list = sql_array(table->rows_call.arena, ids, table->row_count);
        if (!list)
                return call_fail_internal(table->call, "out of memory");
        if (table->row_count && !import_ask_stored(table->import, &table->rows_call, list, &rows))
                return false;
        for (size_t i = 0; i < table->row_count; i++)
                if (!take_merged(table, &table->rows[i], find_stored(rows, ids[i], column)))
                        return false;
        table->row_count = table->bytes = 0;
        arena_reset(table->rows_call.arena);
        return true;
}

static bool take_row(struct table *table, const char *const *cells, size_t count)
{
        bool blank = count == 1 && !*cells[0];
        if (blank || table->id_column == table->column_count)
                return true; /* without ids there is nothing to tell of rows */
        if (count != table->column_count) {
                add_fault(table, table->record_line, "", FAULT_CSV, NULL, NULL);
                return true;
        }
        const char *id =
                arena_copy(table->rows_call.arena, cells[table->id_column], strlen(cells[table->id_column]));
        json_t *patch = id ? read_row(table, cells, count) : NULL;
        if (!id)
                return call_fail_internal(table->call, "out of memory");
        if (!patch)
                return !table->call->answer.problem;
        table->rows[table->row_count++] = (struct row){table->record_line, id, patch};
        table->bytes += table->record.length;
        return table->row_count < ROWS_MAX && table->bytes < IMPORT_LINE_MAX ? true : flush(table);
}

/* A whole record: the header, or a row. */
static bool take_record(struct table *table)
{
        const char *cells[CELLS_MAX];
        size_t count = 0;
        buffer_add_char(&table->record, '\0');
        if (buffer_failed(&table->record)) {
                add_fault(table, table->record_line, "", FAULT_LIMIT_BYTES, "1052672", NULL);
                return true;
        }
        char *text = table->record.bytes;
        size_t length = table->record.length - 1;
        if (!table->delimiter)
                table->delimiter = csv_delimiter(text, length);
        if (!csv_split(text, length, table->delimiter, cells, CELLS_MAX, &count)) {
                add_fault(table, table->record_line, "", FAULT_CSV, NULL, NULL);
                return true;
        }
        if (table->column_count)
                return take_row(table, cells, count);
        take_header(table, cells, count);
        return true;
}

/* A line: the record's, or a part of it. */
static bool take_line(struct table *table, const char *line, size_t length)
{
        size_t mark = sizeof CSV_MARK - 1;
        if (table->line++ == import_lines(table->import) && length >= mark &&
            memcmp(line, CSV_MARK, mark) == 0) {
                line += mark;
                length -= mark;
        }
        if (table->open) {
                buffer_add_char(&table->record, '\n');
        } else {
                table->record.length = 0;
                table->record.failed = false;
                table->record_line = table->line;
        }
        buffer_add(&table->record, line, length);
        table->open ^= !csv_is_whole(line, length);
        return table->open || take_record(table);
}

static bool take_lines(struct table *table, struct line_reader *reader)
{
        for (;;) {
                const char *line = "";
                size_t length = 0;
                enum line_reader_step step = line_reader_next(reader, &line, &length);
                if (step == LINE_READER_FAILED)
                        return call_fail_internal(table->call, "the table cannot be read");
                if (step == LINE_READER_END)
                        break;
                if (step == LINE_READER_TOO_LONG)
                        add_fault(table, ++table->line, "", FAULT_LIMIT_BYTES, "1052672", NULL);
                else if (!take_line(table, line, length))
                        return false;
        }
        if (table->open)
                add_fault(table, table->record_line, "", FAULT_CSV, NULL, NULL);
        import_count_lines(table->import, table->line);
        return flush(table);
}

/* The list of the whole collection. */
static const struct operation *find_list(const struct contract *contract, const char *collection)
{
        for (size_t i = 0; i < contract->operation_count; i++) {
                const struct operation *operation = &contract->operations[i];
                if (strcmp(operation->action, "list") == 0 && !operation->fixed &&
                    strcmp(operation->collection, collection) == 0)
                        return operation;
        }
        return NULL;
}

bool import_table(struct import *import, struct registry *registry, struct call *call, const char *collection,
                  struct line_reader *reader)
{
        struct table *table = arena_alloc(call->arena, sizeof *table);
        if (!table)
                return call_fail_internal(call, "out of memory");
        *table = (struct table){.import = import,
                                .call = call,
                                .list = find_list(registry->contract, collection),
                                .line = import_lines(import),
                                .record = BUFFER(IMPORT_LINE_MAX)};
        call_copy(call, arena_new_below(call->arena, ROWS_MEMORY), &table->rows_call);
        table->rows_call.operation = table->list;
        if (!table->list || !table->rows_call.arena)
                return call_fail_internal(call, "out of memory");
        bool done = take_lines(table, reader);
        arena_free(table->rows_call.arena);
        buffer_clear(&table->record);
        return done;
}
