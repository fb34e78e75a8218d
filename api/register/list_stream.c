#include "list_stream.h"

#include "register/list.h"
#include "register/show.h"
#include "register/table.h"
#include "render/csv.h"

#include <stdlib.h>
#include <string.h>

/* Rows a statement: of the largest resources some megabytes. */
#define BATCH        200
/* What a batch's statement takes beside libpq's own memory. */
#define BATCH_MEMORY ((size_t)16 * 1024 * 1024)

struct stream {
        struct registry *registry;
        struct call *call;
        struct list list;
        struct call batches[2]; /* copies of the call, with arenas of their own, that take turns: where a
                                   batch begins is said by the last row of the one before */
        size_t turn;
        size_t left; /* how many rows may still come */
        bool table;  /* CSV */
        bool ended;
};

static void release(void *object)
{
        struct stream *stream = object;
        for (size_t i = 0; i < 2; i++)
                arena_free(stream->batches[i].arena);
}

/* What a table has no place for, and what makes no sense where there are no pages. */
static bool check_form(struct call *call, bool table)
{
        static const char *const names[] = {"count", "facets", "include"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                bool given = call_arguments(call, names[i]) != NULL;
                if (given && (table || strcmp(names[i], "include") != 0))
                        faults_add(&call->faults, FAULT_PARAMETER, names[i], FAULT_NOT_IN_THIS_FORM,
                                   call->answer_type, NULL);
        }
        return call->faults.count ? call_fail_faults(call, PROBLEM_BAD_REQUEST) : true;
}

static struct stream *make(struct registry *registry, struct call *call)
{
        struct stream *stream = arena_alloc(call->arena, sizeof *stream);
        const struct argument *limit = call_arguments(call, "limit");
        if (!stream)
                return NULL;
        *stream = (struct stream){.registry = registry, .call = call, .list = {.call = call}};
        stream->table = strcmp(call->answer_type, "text/csv") == 0;
        stream->left = limit ? strtoul(limit->texts[0], NULL, 10) : SIZE_MAX;
        bool good = true;
        for (size_t i = 0; i < 2; i++) {
                stream->batches[i] = *call;
                stream->batches[i].arena = arena_new(BATCH_MEMORY);
                good = good && stream->batches[i].arena;
        }
        if (!good)
                release(stream);
        return good && arena_defer(call->arena, release, stream) ? stream : NULL;
}

/* A batch's call with nothing said yet. */
static struct call *begin_batch(struct stream *stream)
{
        struct call *call = &stream->batches[stream->turn ^= 1];
        arena_reset(call->arena);
        call->answer = (struct answer){0};
        faults_init(&call->faults, call->arena);
        stream->list.call = call;
        stream->list.limit = stream->left < BATCH ? stream->left : BATCH;
        return call;
}

/* Where the next batch begins: behind the last row of this one. */
static void move_on(struct stream *stream, const struct rows *rows, size_t count)
{
        struct list *list = &stream->list;
        stream->left -= count;
        stream->ended = rows_count(rows) <= list->limit || stream->left == 0;
        list->has_cursor = true;
        list->cursor.count = list->key_count;
        for (size_t i = 0; i < list->key_count && count; i++)
                list->cursor.values[i] = rows_text(rows, count - 1, LIST_SORT_VALUES + i);
}

static bool write_row(struct stream *stream, const struct rows *rows, size_t row, struct buffer *out)
{
        struct call *call = stream->list.call;
        size_t column = list_resource_column(&stream->list);
        if (!stream->table) {
                bool good = show_row(call, rows, row, column, out);
                buffer_add_char(out, '\n');
                return good;
        }
        json_t *resource = json_loadb(rows_text(rows, row, column), rows_length(rows, row, column), 0, NULL);
        if (resource)
                table_write_row(call, resource, out);
        json_decref(resource);
        return resource || call_fail_internal(call, "a stored text is not JSON");
}

/* Reads a batch and writes it; *ret_rows live until the batch after the next. */
static bool write_batch(struct stream *stream, struct buffer *out, struct rows **ret_rows)
{
        struct call *call = begin_batch(stream);
        if (!access_open(stream->registry, call, &stream->list.session) ||
            !list_fetch(&stream->list, ret_rows))
                return false;
        size_t count = rows_count(*ret_rows);
        if (count == 0 && (!list_check_parent(&stream->list) || !list_fetch_revision(&stream->list)))
                return false;
        store_return(stream->list.session);
        count = count < stream->list.limit ? count : stream->list.limit;
        for (size_t i = 0; i < count; i++)
                if (!write_row(stream, *ret_rows, i, out))
                        return false;
        move_on(stream, *ret_rows, count);
        return true;
}

/* What failed in a batch is told by the call. */
static bool fail(struct stream *stream)
{
        struct call *call = stream->call;
        const struct call *from = stream->list.call;
        const char *detail = from->answer.database_detail;
        call->answer.database_detail = detail ? arena_copy(call->arena, detail, strlen(detail)) : NULL;
        for (const struct fault *fault = from->faults.first; fault; fault = fault->next)
                faults_add(&call->faults, fault->place, fault->where, fault->code, fault->args[0],
                           fault->args[1]);
        call_fail(call, from->answer.problem, from->answer.detail.code, NULL, NULL);
        for (size_t i = 0; i < 2; i++)
                if (from->answer.detail.args[i])
                        call->answer.detail.args[i] = arena_copy(call->arena, from->answer.detail.args[i],
                                                                 strlen(from->answer.detail.args[i]));
        return false;
}

static bool next(void *context, struct buffer *out)
{
        struct stream *stream = context;
        struct rows *rows;
        size_t before = out->length;
        while (!stream->ended && out->length == before)
                if (!write_batch(stream, out, &rows))
                        return fail(stream);
        return true;
}

/* As of the first batch: whoever has an answer with this tag has no older one. What is included may depend on
 * the day, too. */
static bool write_tags(struct stream *stream, const struct rows *rows)
{
        struct call *call = stream->call;
        const char *revision = rows_count(rows) ? rows_text(rows, 0, 0) : stream->list.revision;
        call->answer.revision = arena_copy(call->arena, revision, strlen(revision));
        const char *day = call->include.count ? access_date(call, "validAt") : NULL;
        call->answer.etag = arena_format(call->arena, "W/\"r%s-%s%s%s\"", revision,
                                         stream->table ? "csv" : "ndjson", day ? "-" : "", day ? day : "");
        return call->answer.revision && call->answer.etag ? true : call_fail_internal(call, "out of memory");
}

bool list_stream(struct registry *registry, struct call *call)
{
        struct stream *stream = make(registry, call);
        struct rows *rows;
        if (!stream)
                return call_fail(call, PROBLEM_OVERLOADED, FAULT_NOT_NOW, NULL, NULL);
        if (!check_form(call, stream->table) || !list_prepare(&stream->list))
                return false;
        if (stream->table) {
                buffer_add_string(&call->answer.body, CSV_MARK);
                table_write_header(call, &call->answer.body);
        }
        /* the first batch is read here: what fails at once is told with a status */
        if (!write_batch(stream, &call->answer.body, &rows))
                return fail(stream);
        call->answer.media_type =
                stream->table ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson";
        call->answer.stream = (struct answer_stream){.next = next, .context = stream};
        return write_tags(stream, rows);
}
