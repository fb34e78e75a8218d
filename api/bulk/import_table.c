#include "bulk/import_table.h"

#include "base/nearest.h"
#include "json/merge_patch.h"
#include "json/parse.h"
#include "json/text.h"
#include "access/access.h"
#include "bulk/table_cell.h"
#include "resources/csv_table.h"
#include "formats/csv.h"
#include "json/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

/* How many rows have their stored resources read together. */
#define ROWS_MAX    200
/* What they take: a record of IMPORT_LINE_MAX and the tree of it, and as much again for what is stored. */
#define ROWS_MEMORY ((size_t)64 * 1024 * 1024)
/* More than any collection has. */
#define CELLS_MAX   100

/* A row that waits for what is stored under its id. */
struct row {
        size_t line;
        const char *id;
        json_t *patch;
};

struct table {
        struct import *import;
        struct call *call;
        const struct operation *list;                  /* whose columns they are */
        const struct table_column *columns[CELLS_MAX]; /* of each cell; NULL: the cell is ignored */
        size_t column_count, id_column;
        char delimiter; /* 0: not known yet */
        bool hopeless;  /* the file has another encoding: reported once, and nothing more is read */
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

/* Whether a column is ignored: those of an export that the register itself sets, and those of tombstones. */
static bool is_passed_over(const char *name)
{
        return strcmp(name, "deleted") == 0 || (strcmp(name, "id") != 0 && schema_is_sent_back(name));
}

static void add_unknown_column(struct table *table, const char *name)
{
        const char *names[CELLS_MAX];
        size_t count = 0;
        for (; count < table->list->columns.count && count < CELLS_MAX; count++)
                names[count] = table->list->columns.items[count].name;
        const char *nearest = strlen(name) < NEAREST_NAME_MAX ? nearest_name(name, names, count) : NULL;
        add_fault(table, table->record_line, "",
                  nearest ? FAULT_UNKNOWN_PROPERTY_NEAR : FAULT_UNKNOWN_PROPERTY, name, nearest);
}

static const struct table_column *find_in(const struct table_columns *columns, const char *name)
{
        for (size_t i = 0; i < columns->count; i++)
                if (strcmp(columns->items[i].name, name) == 0)
                        return &columns->items[i];
        return NULL;
}

static const struct table_column *find_column(const struct table *table, const char *name)
{
        return find_in(&table->list->columns, name);
}

static bool is_repeated(const struct table *table, const struct table_column *column)
{
        for (size_t i = 0; i < table->column_count; i++)
                if (table->columns[i] == column)
                        return true;
        return false;
}

/* How many cells there are up to the last one with something in it. */
static size_t count_filled(const char *const *cells, size_t count)
{
        while (count && !*cells[count - 1])
                count--;
        return count;
}

/* The first record. */
static void read_header(struct table *table, const char *const *cells, size_t count)
{
        count = count_filled(cells, count);
        table->id_column = count;
        for (size_t i = 0; i < count; i++) {
                const char *name = table_cell_trim(table->rows_call.arena, cells[i], false);
                const struct table_column *column = find_column(table, name);
                if (!column && !find_in(&table->list->included, name))
                        add_unknown_column(table, name);
                else if (column && is_repeated(table, column))
                        add_fault(table, table->record_line, "", FAULT_DUPLICATE, name, NULL);
                if (column && strcmp(column->name, "id") == 0)
                        table->id_column = i;
                table->columns[table->column_count++] =
                        column && !is_passed_over(column->name) ? column : NULL;
        }
        if (table->id_column == count)
                add_fault(table, table->record_line, "", FAULT_REQUIRED, "id", NULL);
}

/* Returns the object that has a column's value as a member, and makes it if needed; *name becomes the
 * member's name in it. */
static json_t *find_object(json_t *object, const char **name)
{
        const char *dot;
        while ((dot = strchr(*name, '.')) != NULL) {
                size_t length = (size_t)(dot - *name);
                if (!json_object_getn(object, *name, length) &&
                    json_object_setn_new(object, *name, length, json_object()) != 0)
                        memory_ran_out();
                object = json_object_getn(object, *name, length);
                *name = dot + 1;
        }
        return object;
}

/* Makes a merge patch from a row. NULL after a fault, if its cells are not valid text. */
static json_t *read_row(struct table *table, const char *const *cells, size_t count)
{
        struct arena *arena = table->rows_call.arena;
        json_t *patch = tree_object(arena);
        bool good = true;
        for (size_t i = 0; i < count; i++) {
                enum fault_code code = FAULT_CODE_COUNT;
                if (!table->columns[i] || i == table->id_column)
                        continue;
                const char *name = table->columns[i]->name;
                bool prose = table->columns[i]->type == COLUMN_TEXT;
                const char *cell = table_cell_trim(arena, cells[i], prose);
                const char *text = text_nfc(arena, cell, strlen(cell), &code);
                if (!text) {
                        add_fault(table, table->record_line, arena_format(arena, "/%s", name), code, NULL,
                                  NULL);
                        good = false;
                        continue;
                }
                json_t *object = find_object(patch, &name);
                tree_set(object, name, table_cell_read(table->columns[i], text));
        }
        return good ? patch : NULL;
}

/* Removes objects that are empty after the merge because the row's cells are. */
static void drop_empty(json_t *object)
{
        const char *key;
        void *next;
        json_t *value;
        json_object_foreach_safe(object, next, key, value) {
                if (!json_is_object(value))
                        continue;
                drop_empty(value);
                if (json_object_size(value) == 0)
                        json_object_del(object, key);
        }
}

/* Merges a row into the stored resource and takes the result. */
static bool add_merged(struct table *table, const struct row *row, const char *stored)
{
        struct arena *arena = arena_new_below(table->rows_call.arena, ROWS_MEMORY);
        const json_t *target = stored ? memory_need(tree_load(arena, stored, strlen(stored))) : NULL;
        json_t *merged = tree_tie(arena, merge_patch_apply(target, row->patch));
        json_object_del(merged, "id");
        schema_drop_stamps(merged);
        drop_empty(merged);
        bool good = import_resource(table->import, row->line, table->list->collection, row->id, merged);
        arena_free(arena);
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
static bool flush_rows(struct table *table)
{
        const char *ids[ROWS_MAX];
        struct rows *rows;
        size_t column = access_sees_restricted(table->call) ? 2 : 1;
        for (size_t i = 0; i < table->row_count; i++)
                ids[i] = table->rows[i].id;
        const char *list = sql_array(table->rows_call.arena, ids, table->row_count);
        if (table->row_count && !import_fetch_stored(table->import, &table->rows_call, list, &rows))
                return false;
        for (size_t i = 0; i < table->row_count; i++)
                if (!add_merged(table, &table->rows[i], find_stored(rows, ids[i], column)))
                        return false;
        table->row_count = table->bytes = 0;
        arena_reset(table->rows_call.arena);
        return true;
}

static bool add_row(struct table *table, const char **cells, size_t count)
{
        struct arena *arena = table->rows_call.arena;
        size_t filled = count_filled(cells, count);
        if (filled == 0 || table->id_column == table->column_count ||
            import_skips(table->import, table->record_line))
                return true; /* without an id column no row can be read */
        if (filled > table->column_count) {
                add_fault(table, table->record_line, "", FAULT_CSV_CELLS, arena_format(arena, "%zu", filled),
                          arena_format(arena, "%zu", table->column_count));
                return true;
        }
        for (size_t i = count; i < table->column_count; i++)
                cells[i] = ""; /* what is missing at the end is empty */
        const char *id = table_cell_trim(arena, cells[table->id_column], false);
        json_t *patch = read_row(table, cells, table->column_count);
        if (!patch)
                return true;
        table->rows[table->row_count++] = (struct row){table->record_line, id, patch};
        table->bytes += table->record.length;
        return table->row_count < ROWS_MAX && table->bytes < IMPORT_LINE_MAX ? true : flush_rows(table);
}

/* Whether the file is UTF-16, which its byte order mark or the zero bytes between letters show. */
static bool is_utf16(const char *text, size_t length)
{
        return (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0)) ||
               memchr(text, '\0', length) != NULL;
}

/* Whether the record is text at all. This is checked before the record is split, so that no other fault comes
 * of it. After the first such record reading ends, since the rest of the file is the same. */
static bool check_text(struct table *table, const char *text, size_t length)
{
        bool header = !table->column_count;
        if (u8_check((const uint8_t *)text, length) == NULL && !(header && is_utf16(text, length)))
                return true;
        add_fault(table, table->record_line, "",
                  header && is_utf16(text, length) ? FAULT_TABLE_UTF16 : FAULT_TABLE_NOT_UTF8, NULL, NULL);
        table->hopeless = true;
        return false;
}

/* Whether this is `sep=;`, with which Excel states the delimiter on a separate line before the header. */
static bool is_delimiter_line(struct table *table, const char *text, size_t length)
{
        while (length && (text[length - 1] == '\r' || text[length - 1] == '"'))
                length--;
        text += *text == '"';
        if (table->column_count || strncasecmp(text, "sep=", 4) != 0 || !strchr(",;\t", text[4]))
                return false;
        table->delimiter = text[4];
        return true;
}

/* A whole record: the header, or a row. */
static bool read_record(struct table *table)
{
        const char *cells[CELLS_MAX];
        size_t count = 0;
        buffer_add_char(&table->record, '\0');
        if (buffer_is_full(&table->record)) {
                add_fault(table, table->record_line, "", FAULT_LIMIT_BYTES, "1052672", NULL);
                return true;
        }
        char *text = table->record.bytes;
        size_t length = table->record.length - 1;
        if (!check_text(table, text, length) || is_delimiter_line(table, text, length))
                return true;
        if (!table->delimiter)
                table->delimiter = csv_delimiter(text, length);
        if (!csv_split(text, length, table->delimiter, cells, CELLS_MAX, &count)) {
                add_fault(table, table->record_line, "", FAULT_CSV, NULL, NULL);
                return true;
        }
        if (table->column_count)
                return add_row(table, cells, count);
        read_header(table, cells, count);
        return true;
}

/* A line: the record's, or a part of it. */
static bool read_line(struct table *table, const char *line, size_t length)
{
        size_t mark = sizeof CSV_MARK - 1;
        if (table->hopeless) {
                table->line++;
                return true;
        }
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
        return table->open || read_record(table);
}

static bool read_lines(struct table *table, struct line_reader *reader)
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
                else if (!read_line(table, line, length))
                        return false;
        }
        if (table->open && !table->hopeless)
                add_fault(table, table->record_line, "", FAULT_CSV, NULL, NULL);
        import_count_lines(table->import, table->line);
        return flush_rows(table);
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

static void release_record(void *table)
{
        buffer_clear(&((struct table *)table)->record);
}

bool import_table(struct import *import, struct registry *registry, struct call *call, const char *collection,
                  struct line_reader *reader)
{
        struct table *table = arena_alloc(call->arena, sizeof *table);
        *table = (struct table){.import = import,
                                .call = call,
                                .list = find_list(registry->contract, collection),
                                .line = import_lines(import),
                                .record = BUFFER(IMPORT_LINE_MAX)};
        call_copy(call, arena_new_below(call->arena, ROWS_MEMORY), &table->rows_call);
        table->rows_call.operation = table->list;
        assert(table->list); /* the contract has let no other collection in */
        arena_defer(call->arena, release_record, table);
        bool done = read_lines(table, reader);
        arena_free(table->rows_call.arena);
        buffer_clear(&table->record);
        return done;
}
