#include "bulk/import_batch.h"

#include "json/tree.h"
#include "schema/canonical.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Large enough that the fixed cost of a statement does not matter; a batch takes some tenths of a second. */
#define BATCH_LINES ((size_t)1000)
#define BATCH_BYTES ((size_t)1024 * 1024)
#define PART_LINES  "1000"

/* A line beyond the bytes of a full batch: its document twice, where it has restricted members. */
#define ITEMS_MAX  (BATCH_BYTES + 2 * ANSWER_MAX)
/* Memory for the numbers of the faulty lines, one for each fault. */
#define FAULTY_MAX ((size_t)16 * 1024 * 1024)

static void start_items(struct import_batch *batch)
{
        batch->items.length = batch->faulty.length = batch->lines = 0;
        buffer_add_char(&batch->items, '[');
        buffer_add_char(&batch->faulty, '{');
}

void import_batch_start(struct import_batch *batch, const struct operation *put, struct import_count *count)
{
        *batch = (struct import_batch){
                .put = put, .count = count, .items = BUFFER(ITEMS_MAX), .faulty = BUFFER(FAULTY_MAX)};
}

void import_batch_release(struct import_batch *batch)
{
        buffer_clear(&batch->items);
        buffer_clear(&batch->faulty);
}

static void mark_faulty(struct import_batch *batch, size_t line)
{
        buffer_format(&batch->faulty, "%s%zu", batch->faulty.length > 1 ? "," : "", line);
}

/* A document with faults has no canonical form. */
static void add_plain(struct buffer *out, const json_t *value)
{
        char *text = memory_need(tree_dump(value, JSON_COMPACT));
        buffer_add_string(out, text);
        free(text);
}

void import_batch_add(struct import_batch *batch, const struct call *call, const struct resource *document,
                      size_t line, bool faulty)
{
        struct buffer *items = &batch->items;
        if (batch->lines == 0)
                start_items(batch);
        buffer_format(items, "%s{\"line\":%zu,\"id\":\"%s\",\"document\":", batch->lines ? "," : "", line,
                      call->id);
        if (faulty) {
                add_plain(items, document->value);
                mark_faulty(batch, line);
        } else {
                buffer_add_string(items, document->text);
        }
        if (document->restricted) {
                buffer_add_string(items, ",\"restricted\":");
                buffer_add_string(items, document->restricted);
        }
        buffer_add_char(items, '}');
        batch->lines++;
        batch->count->lines++;
        buffer_need(items);
        buffer_need(&batch->faulty);
}

bool import_batch_is_full(const struct import_batch *batch)
{
        return batch->lines == BATCH_LINES || batch->items.length >= BATCH_BYTES;
}

void import_batch_collect_faults(struct import_work *work, const struct rows *rows)
{
        for (size_t i = 0; i < rows_count(rows); i++) {
                enum fault_code code = fault_code_find(rows_text(rows, i, 2));
                if (code == FAULT_CODE_COUNT)
                        continue;
                work->faults->line = strtoul(rows_text(rows, i, 0), NULL, 10);
                fault_add(work->faults, FAULT_POINTER,
                          arena_format(work->call.arena, "/data%s", rows_text(rows, i, 1)), code,
                          rows_text(rows, i, 3), rows_text(rows, i, 4));
        }
}

/* Adds the faults that a statement of a batch found. */
static void take_faults(struct import_batch *batch, struct import_work *work, const struct rows *rows)
{
        import_batch_collect_faults(work, rows);
        for (size_t i = 0; i < rows_count(rows); i++)
                mark_faulty(batch, strtoul(rows_text(rows, i, 0), NULL, 10));
        buffer_need(&batch->faulty);
}

/* Notes lines whose resource was on an earlier line, and lines that would remove what the caller may not see.
 */
static bool note_lines(struct import_batch *batch, struct import_work *work, const struct sql_value *values,
                       size_t count)
{
        struct call *call = &work->call;
        struct rows *rows;
        if (!access_run_file(call, work->session, "import/add_lines", values, count, &rows))
                return false;
        take_faults(batch, work, rows);
        if (access_sees_restricted(call) || !schema_has_restricted(batch->put->resource))
                return true;
        if (!access_run_file(call, work->session, "import/restricted_lines", values, count, &rows))
                return false;
        work->forbidden = work->forbidden || rows_count(rows) > 0;
        take_faults(batch, work, rows);
        return true;
}

/* Runs query files that concern one document for every row of `source`. */
static bool query_each(struct import_work *work, const char *source, const char *const *files,
                       size_t file_count, const struct sql_value *values, size_t count,
                       struct rows **ret_rows)
{
        static const struct sql_value columns[] = {{"document", "item.whole"}, {"id", "item.id"}};
        struct call *call = &work->call;
        struct sql *sql = sql_new(call->arena, call->operation->collection, values, count);
        sql_add(sql, "select item.line, f.pointer, f.code, f.arg0, f.arg1 from (");
        sql_add_file(sql, sql_file(source));
        sql_add(sql, ") as item, lateral (");
        sql_name_columns(sql, columns, sizeof columns / sizeof *columns);
        for (size_t i = 0; i < file_count; i++) {
                if (i)
                        sql_add(sql, " union all ");
                sql_add_file(sql, files[i]);
        }
        sql_add(sql, ") as f (pointer, code, arg0, arg1)");
        return access_run(call, work->session, sql, ret_rows);
}

/* The collection's query file of this name; NULL if it has none. */
static const char *own_file(const struct import_batch *batch, const char *name)
{
        char file[64];
        snprintf(file, sizeof file, "%s/%s", batch->put->collection, name);
        return sql_file(file);
}

static bool find_faults(struct import_batch *batch, struct import_work *work, const struct sql_value *values,
                        size_t count)
{
        const char *files[] = {sql_file("resource/faults"), own_file(batch, "faults")};
        struct rows *rows;
        if (!query_each(work, "import/batch_lines", files, files[1] ? 2 : 1, values, count, &rows))
                return false;
        take_faults(batch, work, rows);
        return true;
}

/* Stores the lines without faults, and records what the others refer to. */
static bool store_lines(struct import_batch *batch, struct import_work *work, struct sql_value *values,
                        size_t count)
{
        struct rows *rows;
        buffer_add_string(&batch->faulty, "}");
        buffer_add_char(&batch->faulty, '\0');
        buffer_need(&batch->faulty);
        values[count++] = (struct sql_value){"faulty", batch->faulty.bytes};
        if (batch->faulty.length > sizeof "{}" &&
            !access_run_file(&work->call, work->session, "import/add_references", values, count, NULL))
                return false;
        if (!access_run_file(&work->call, work->session, "import/store", values, count, &rows))
                return false;
        size_t created = strtoul(rows_text(rows, 0, 0), NULL, 10),
               changed = strtoul(rows_text(rows, 0, 1), NULL, 10);
        batch->count->created += created;
        batch->count->changed += changed;
        batch->count->unchanged += strtoul(rows_text(rows, 0, 2), NULL, 10) - created - changed;
        return true;
}

static void begin_statement(struct import_batch *batch, struct import_work *work)
{
        struct arena *arena = work->call.arena;
        arena_reset(arena);
        call_copy(work->whole, arena, &work->call);
        work->call.operation = batch->put;
}

bool import_batch_flush(struct import_batch *batch, struct import_work *work)
{
        if (!batch->lines)
                return true;
        begin_statement(batch, work);
        buffer_add_string(&batch->items, "]");
        buffer_add_char(&batch->items, '\0');
        buffer_need(&batch->items);
        struct sql_value values[4] = {{"items", batch->items.bytes},
                                      {"collection", batch->put->collection},
                                      {"scope", SCOPE_RESTRICTED}};
        bool good = note_lines(batch, work, values, 3) && find_faults(batch, work, values, 3) &&
                    store_lines(batch, work, values, 3);
        batch->lines = 0;
        return good;
}

/* Finds the next part of what was stored; *ret_upto is NULL if there is none. */
static bool find_part(struct import_work *work, struct sql_value *values, const char **ret_upto)
{
        struct rows *rows;
        if (!access_run_file(&work->call, work->session, "import/next_part", values, 3, &rows))
                return false;
        *ret_upto = rows_text(rows, 0, 0);
        return true;
}

/* Runs a query file that concerns one document for all that is stored, part by part. */
static bool query_in_parts(struct import_batch *batch, struct import_work *work, const char *own)
{
        char after[128] = "";
        for (;;) {
                struct sql_value values[] = {{"collection", batch->put->collection},
                                             {"after", after},
                                             {"limit", PART_LINES},
                                             {"to", NULL}};
                struct rows *rows;
                begin_statement(batch, work);
                if (!find_part(work, values, &values[3].text))
                        return false;
                if (!values[3].text)
                        return true;
                if (!query_each(work, "import/stored_part", &own, 1, values, 4, &rows))
                        return false;
                import_batch_collect_faults(work, rows);
                stpncpy(after, values[3].text, sizeof after - 1);
        }
}

/* Runs the collection's query file of this name, if it has one. */
static bool run_own_file(struct import_batch *batch, struct import_work *work, const char *name,
                         const struct sql_value *value, struct rows **ret_rows)
{
        char file[64];
        snprintf(file, sizeof file, "%s/%s", batch->put->collection, name);
        begin_statement(batch, work);
        return !sql_file(file) || access_run_file(&work->call, work->session, file, value, 1, ret_rows);
}

bool import_batch_check_together(struct import_batch *batch, struct import_work *work)
{
        /* what each of the collections takes turns for (serialise.sql): some line may have it */
        struct sql_value any = {"document", "{\"within\":0,\"partOf\":0,\"memberOf\":0}"};
        struct sql_value collection = {"collection", batch->put->collection};
        const char *own = own_file(batch, "conflicts");
        struct rows *rows = NULL;
        if (!batch->count->lines)
                return true;
        if (!run_own_file(batch, work, "serialise", &any, NULL) ||
            (own && !query_in_parts(batch, work, own)) ||
            !run_own_file(batch, work, "limit.import", &collection, &rows))
                return false;
        if (rows)
                import_batch_collect_faults(work, rows);
        return true;
}
