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

#include <string.h>
#include <unistd.h>

/* Takes all lines of the file. False after call_fail(). */
static bool take_lines(struct import *import, struct call *call, struct line_reader *reader)
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

static void write_result(struct call *call, const struct import *import)
{
        struct json_writer writer = JSON_WRITER(&call->answer.body);
        size_t count;
        const struct import_count *counts = import_counts(import, &count);
        writer_open_object(&writer);
        writer_member_number(&writer, "lines", (int64_t)import_lines(import));
        writer_key(&writer, "types");
        writer_open_array(&writer);
        for (size_t i = 0; i < count; i++) {
                if (!counts[i].lines)
                        continue;
                writer_open_object(&writer);
                writer_member_text(&writer, "type", counts[i].collection);
                writer_member_number(&writer, "created", (int64_t)counts[i].created);
                writer_member_number(&writer, "changed", (int64_t)counts[i].changed);
                writer_member_number(&writer, "unchanged", (int64_t)counts[i].unchanged);
                writer_close_object(&writer);
        }
        writer_close_array(&writer);
        writer_close_object(&writer);
}

static bool is_table(const struct call *call)
{
        return call->body_type && strcmp(call->body_type, "text/csv") == 0;
}

static bool take_file(struct import *import, struct registry *registry, struct call *call,
                      struct line_reader *reader)
{
        if (is_table(call))
                return import_table(import, registry, call, call_argument(call, "type"), reader);
        return take_lines(import, call, reader);
}

/* Only a table needs to be told of what it is. */
static bool check_type(struct call *call)
{
        bool given = call_argument(call, "type") != NULL;
        if (given == is_table(call))
                return true;
        fault_add(&call->faults, FAULT_PARAMETER, "type", given ? FAULT_NOT_IN_THIS_FORM : FAULT_REQUIRED,
                  given ? call->body_type : "type", NULL);
        return call_fail_faults(call, PROBLEM_BAD_REQUEST);
}

/* Reads the file, from its beginning, into a transaction. */
static bool attempt(struct registry *registry, struct call *call, struct session **session)
{
        (void)session; /* the import has its own */
        struct line_reader reader;
        struct import *import = import_begin(registry, call);
        if (!import)
                return false;
        bool done = false;
        if (lseek(call->upload->file, 0, SEEK_SET) != 0 ||
            !line_reader_start(&reader, call->upload->file, IMPORT_LINE_MAX)) {
                call_fail_internal(call, "an upload cannot be read");
        } else {
                done = take_file(import, registry, call, &reader) && import_end(import);
                line_reader_end(&reader);
        }
        if (done)
                write_result(call, import);
        done = done && import_commit(import);
        import_abandon(import);
        return done;
}

bool import_handler(struct registry *registry, struct call *call)
{
        return check_type(call) && access_write(registry, call, attempt);
}

static bool next(void *context, struct buffer *out)
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
        call->answer.stream = (struct answer_stream){.next = next, .context = export};
        return true;
}
