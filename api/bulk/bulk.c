/*
 * bulk - imports and exports over HTTP.
 */
#include "bulk/bulk_handlers.h"
#include "base/line_reader.h"
#include "json/writer.h"
#include "access/access.h"
#include "access/writing.h"
#include "bulk/export.h"
#include "bulk/import.h"
#include "bulk/import_table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How many faults of skipped lines are reported at most, and how often the file is read at most: each attempt
 * skips the lines that the previous one found to be faulty. */
#define SKIPPED_MAX  10000
#define ATTEMPTS_MAX 20

/* The lines that are skipped and their faults; a line with several faults is listed several times. */
struct skipped {
        struct import_skips lines;
        struct fault *faults;
};

/* Takes all lines of the file. False after call_fail(). */
static bool read_lines(struct import *import, struct call *call, struct line_reader *reader)
{
        for (;;) {
                const char *line = NULL;
                size_t length = 0;
                enum line_reader_step step = line_reader_next(reader, &line, &length);
                if (step == LINE_READER_END)
                        return true;
                if (step == LINE_READER_FAILED)
                        return call_fail_internal(call, "an upload cannot be read");
                if (step == LINE_READER_TOO_LONG)
                        import_skip(import);
                else if (!import_line(import, line, length))
                        return false;
        }
}

/* Writes what a dry run would have changed, with the values before and after. */
static bool write_changes(struct json_writer *writer, struct import *import)
{
        static const char *const members[] = {
                [IMPORT_CHANGE_BEFORE] = "before", [IMPORT_CHANGE_AFTER] = "after"};
        struct rows *rows;
        if (!import_fetch_changes(import, &rows))
                return false;
        writer_key(writer, "changes");
        writer_open_array(writer);
        for (size_t i = 0; i < rows_count(rows); i++) {
                writer_open_object(writer);
                writer_member_number(writer, "line",
                                     strtoll(rows_text(rows, i, IMPORT_CHANGE_LINE), NULL, 10));
                writer_member_text(writer, "type", rows_text(rows, i, IMPORT_CHANGE_TYPE));
                writer_member_text(writer, "id", rows_text(rows, i, IMPORT_CHANGE_ID));
                writer_member_text(writer, "operation", rows_text(rows, i, IMPORT_CHANGE_OPERATION));
                for (size_t k = IMPORT_CHANGE_BEFORE; k <= IMPORT_CHANGE_AFTER; k++) {
                        const char *json = rows_text(rows, i, k);
                        if (json) {
                                writer_key(writer, members[k]);
                                writer_raw(writer, json, rows_length(rows, i, k));
                        }
                }
                writer_close_object(writer);
        }
        writer_close_array(writer);
        writer_member_number(writer, "changeCount",
                             rows_count(rows) ? strtoll(rows_text(rows, 0, IMPORT_CHANGE_TOTAL), NULL, 10)
                                              : 0);
        return true;
}

/* Writes the faults of the skipped lines. */
static void write_skipped(struct json_writer *writer, struct call *call, const struct skipped *skipped)
{
        writer_key(writer, "skipped");
        writer_open_array(writer);
        for (size_t i = 0; i < skipped->lines.count; i++) {
                const struct fault *fault = &skipped->faults[i];
                writer_open_object(writer);
                writer_member_number(writer, "line", (int64_t)fault->line);
                writer_member_text(writer, "pointer", fault->where);
                writer_member_text(writer, "code", fault_code(fault->code));
                writer_member_text(writer, "detail", fault_sentence(call->arena, fault, call->language));
                writer_close_object(writer);
        }
        writer_close_array(writer);
}

static bool write_result(struct call *call, struct import *import, const struct skipped *skipped)
{
        struct json_writer writer = JSON_WRITER(&call->answer.body);
        size_t count;
        const struct import_count *counts = import_counts(import, &count);
        writer_open_object(&writer);
        writer_member_number(&writer, "lines", (int64_t)import_lines(import));
        writer_key(&writer, "types");
        writer_open_array(&writer);
        for (size_t i = 0; i < count; i++) {
                if (!counts[i].lines && !counts[i].deleted)
                        continue;
                writer_open_object(&writer);
                writer_member_text(&writer, "type", counts[i].collection);
                writer_member_number(&writer, "created", (int64_t)counts[i].created);
                writer_member_number(&writer, "changed", (int64_t)counts[i].changed);
                writer_member_number(&writer, "unchanged", (int64_t)counts[i].unchanged);
                if (counts[i].deleted)
                        writer_member_number(&writer, "deleted", (int64_t)counts[i].deleted);
                writer_close_object(&writer);
        }
        writer_close_array(&writer);
        if (skipped->lines.count)
                write_skipped(&writer, call, skipped);
        if (call->dry_run && !write_changes(&writer, import))
                return false;
        writer_close_object(&writer);
        return true;
}

static bool is_table(const struct call *call)
{
        return call->body_type && strcmp(call->body_type, "text/csv") == 0;
}

static bool read_file(struct import *import, struct registry *registry, struct call *call,
                      struct line_reader *reader)
{
        if (is_table(call))
                return import_table(import, registry, call, call_argument(call, "type"), reader);
        return read_lines(import, call, reader);
}

/* Checks that a table has its collection stated: lines state it themselves. */
static bool check_type(struct call *call)
{
        bool given = call_argument(call, "type") != NULL;
        if (given == is_table(call))
                return true;
        fault_add(&call->faults, FAULT_PARAMETER, "type", given ? FAULT_NOT_IN_THIS_FORM : FAULT_REQUIRED,
                  given ? call->body_type : "type", NULL);
        return call_fail_faults(call, PROBLEM_BAD_REQUEST);
}

static void end_reader(void *reader)
{
        line_reader_end(reader);
}

/* Reads the file from its beginning into a transaction, without the skipped lines. */
static bool load_file(struct registry *registry, struct call *call, const struct skipped *skipped)
{
        struct line_reader *reader = arena_alloc(call->arena, sizeof *reader);
        struct import *import = import_begin(registry, call);
        if (!import)
                return false;
        import_leave_out(import, &skipped->lines);
        if (!line_reader_start(reader, call->upload->file, IMPORT_LINE_MAX))
                memory_ran_out();
        arena_defer(call->arena, end_reader, reader);
        bool done = lseek(call->upload->file, 0, SEEK_SET) == 0
                            ? read_file(import, registry, call, reader) && import_end(import) &&
                                      write_result(call, import, skipped) && import_commit(import)
                            : call_fail_internal(call, "an upload cannot be read");
        line_reader_end(reader); /* there may be another attempt, with a new import */
        import_abandon(import);
        return done;
}

/* Adds the faulty lines of this attempt to those that the next one skips. False if that would not help,
 * because a fault belongs to no line. */
static bool leave_out_faulty(struct call *call, struct skipped *skipped)
{
        const struct faults *faults = &call->faults;
        size_t before = skipped->lines.count;
        if (call->answer.problem != PROBLEM_UNPROCESSABLE)
                return false;
        skipped->faults = arena_resize(call->arena, skipped->faults, before * sizeof *skipped->faults,
                                       (before + faults->count) * sizeof *skipped->faults);
        skipped->lines.lines =
                arena_resize(call->arena, skipped->lines.lines, before * sizeof *skipped->lines.lines,
                             (before + faults->count) * sizeof *skipped->lines.lines);
        for (const struct fault *fault = faults->first; fault; fault = fault->next) {
                if (!fault->line)
                        return false;
                skipped->faults[skipped->lines.count] = *fault;
                skipped->lines.lines[skipped->lines.count++] = fault->line;
        }
        return skipped->lines.count > before && skipped->lines.count <= SKIPPED_MAX;
}

/* Imports all lines or none; or, if the caller prefers, all lines without faults. Whether a line is good may
 * depend on others that are not, so these are found by repeated attempts. */
static bool attempt_import(struct registry *registry, struct call *call, struct session **session)
{
        (void)session; /* the import has its own */
        struct skipped skipped = {0};
        bool skip = strcmp(call_argument(call, "onFault"), "skip") == 0;
        for (int i = 1;; i++) {
                if (load_file(registry, call, &skipped))
                        return true;
                if (!skip || i == ATTEMPTS_MAX || !leave_out_faulty(call, &skipped))
                        return false;
                call_start_over(call);
        }
}

bool import_handler(struct registry *registry, struct call *call)
{
        return check_type(call) && access_write(registry, call, attempt_import);
}

static bool next_lines(void *context, struct buffer *out)
{
        return export_next(context, out);
}

bool export_handler(struct registry *registry, struct call *call)
{
        struct export *export = export_begin(registry, call);
        if (!export)
                return false;
        call->answer.revision = export_revision(export);
        call->answer.media_type = "application/x-ndjson";
        call->answer.stream = (struct answer_stream){.next = next_lines, .context = export};
        return true;
}
