#include "resources/list_stream.h"

#include "resources/list.h"

#include <stdlib.h>
#include <string.h>

/* Rows per statement; of the largest resources these are some megabytes. */
#define BATCH        200
/* Memory for a batch's statement, besides libpq's. */
#define BATCH_MEMORY ((size_t)16 * 1024 * 1024)

/* How often a batch tries to get a connection. At a second each, this is as long as clients wait for more
 * data. */
#define TURNS_MAX 20

struct stream {
        struct registry *registry;
        struct call *call;
        struct list list;
        struct call batches[2]; /* copies of the call with their own arenas, used alternately, since the last
                                 * row of a batch states where the next begins */
        size_t turn;
        size_t left; /* how many rows may still come */
        const struct representation *form;
        bool ended;
};

static struct stream *make_stream(struct registry *registry, struct call *call,
                                  const struct representation *form)
{
        struct stream *stream = arena_alloc(call->arena, sizeof *stream);
        const struct argument *limit = call_arguments(call, "limit");
        *stream = (struct stream){.registry = registry, .call = call, .list = {.call = call}, .form = form};
        stream->left = limit ? strtoul(limit->texts[0], NULL, 10) : SIZE_MAX;
        for (size_t i = 0; i < 2; i++)
                stream->batches[i] = (struct call){.arena = arena_new_below(call->arena, BATCH_MEMORY)};
        return stream;
}

/* Makes a fresh copy of the call for a batch. */
static struct call *begin_batch(struct stream *stream)
{
        struct call *call = &stream->batches[stream->turn ^= 1];
        arena_reset(call->arena);
        call_copy(stream->call, call->arena, call);
        stream->list.call = call;
        stream->list.limit = stream->left < BATCH ? stream->left : BATCH;
        return call;
}

/* Where the next batch begins: behind the last row of this one. */
static void move_cursor(struct stream *stream, const struct rows *rows, size_t count)
{
        struct list *list = &stream->list;
        stream->left -= count;
        stream->ended = rows_count(rows) <= list->limit || stream->left == 0;
        list->has_cursor = true;
        list->cursor.count = list->key_count;
        for (size_t i = 0; i < list->key_count && count; i++)
                list->cursor.values[i] = rows_text(rows, count - 1, LIST_SORT_VALUES + i);
}

/* Reads a batch; *ret_rows live until the batch after the next. */
static bool read_batch(struct stream *stream, struct rows **ret_rows)
{
        struct call *call = begin_batch(stream);
        if (!access_open(stream->registry, call, &stream->list.session) ||
            !list_fetch(&stream->list, ret_rows))
                return false;
        if (rows_count(*ret_rows) == 0 &&
            (!list_check_parent(&stream->list) || !list_fetch_revision(&stream->list)))
                return false;
        store_return(stream->list.session);
        return true;
}

/* Writes the batch and, after the last one, the end of the document. */
static bool write_batch(struct stream *stream, const struct rows *rows, struct buffer *out)
{
        struct list *list = &stream->list;
        size_t count = rows_count(rows) < list->limit ? rows_count(rows) : list->limit;
        for (size_t i = 0; i < count; i++)
                if (!representation_row(stream->form, list->call, stream->registry->public_url, rows, i,
                                        list_resource_column(list), out))
                        return false;
        move_cursor(stream, rows, count);
        if (stream->ended)
                representation_end(stream->form, out);
        return true;
}

/* Reads a batch after the first. It waits longer for a connection than the first does, since an answer that
 * has begun cannot be resumed by another request. */
static bool read_next(struct stream *stream, struct rows **ret_rows)
{
        for (int turns = TURNS_MAX;; stream->turn ^= 1) {
                if (read_batch(stream, ret_rows))
                        return true;
                if (--turns == 0 || stream->list.call->answer.problem != PROBLEM_OVERLOADED)
                        return false;
        }
}

static bool next_piece(void *context, struct buffer *out)
{
        struct stream *stream = context;
        struct rows *rows;
        size_t before = out->length;
        while (!stream->ended && out->length == before)
                if (!read_next(stream, &rows) || !write_batch(stream, rows, out))
                        return call_fail_as(stream->call, stream->list.call);
        return true;
}

/* The tags state the revision of the first batch: later batches may be newer, but not older. What is included
 * may also depend on the day. */
static void write_tags(struct stream *stream, const struct rows *rows)
{
        struct call *call = stream->call;
        const char *revision = rows_count(rows) ? rows_text(rows, 0, 0) : stream->list.revision;
        call->answer.revision = arena_string(call->arena, revision);
        call->answer.etag = representation_tag(call, stream->form, revision);
        call->answer.media_type = representation_media_type(stream->form);
        call->answer.disposition = representation_disposition(call, stream->form);
}

bool list_stream(struct registry *registry, struct call *call, const struct representation *form)
{
        struct stream *stream = make_stream(registry, call, form);
        struct rows *rows;
        if (!list_prepare(&stream->list))
                return false;
        /* the first batch is read here, so that a failure can still be answered with a status */
        if (!read_batch(stream, &rows) ||
            !representation_begin(form, stream->list.call, registry->public_url, rows,
                                  list_resource_column(&stream->list), &call->answer.body) ||
            !write_batch(stream, rows, &call->answer.body))
                return call_fail_as(stream->call, stream->list.call);
        if (!stream->ended)
                call->answer.stream = (struct answer_stream){.next = next_piece, .context = stream};
        write_tags(stream, rows);
        return true;
}
