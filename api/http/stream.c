#include "http/stream.h"

#include "coding/compressor.h"
#include "http/request_log.h"
#include "http/steady.h"

#include <ulfius.h>

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The least size of a piece, unless the stream is live. */
#define PIECE        ((size_t)32 * 1024)
/* The library's buffer for an answer of known length. For others it uses the connection's memory, and this
 * buffer is not used. */
#define BLOCK        PIECE
#define BLOCK_UNUSED 64

/* Allocated in its call's arena, which lives until the last piece is sent or the client is gone. */
struct stream {
        struct serving *serving;
        struct MHD_Connection *connection;
        struct call *call;
        struct compressor *compressor; /* NULL: it goes as it is */
        struct buffer pieces;          /* what is to be compressed */
        struct buffer pending;         /* what is ready to be sent */
        size_t sent, total;            /* bytes sent, of `pending` and of the whole answer */
        bool ended, broken;            /* the last piece is made; the stream failed */
        struct workers_job job;
        struct waiter waiter;
        uint64_t start_ns;
        const char *method, *traceparent;
};

/* Appends pieces until there is enough to send, the stream ends, or it has to wait. False if it fails. */
static bool gather(struct stream *stream, struct buffer *out)
{
        struct answer *answer = &stream->call->answer;
        const struct answer_stream *source = &answer->stream;
        while (out->length < PIECE && !stream->ended && !answer->pause.ms) {
                size_t before = out->length;
                if (!source->next(source->context, out) || buffer_failed(out))
                        return false;
                stream->ended = out->length == before && !answer->pause.ms;
                if (source->live)
                        break;
        }
        return true;
}

/* The same, compressed. */
static bool gather_compressed(struct stream *stream, struct buffer *out)
{
        struct buffer *pieces = &stream->pieces;
        pieces->length = 0;
        return gather(stream, pieces) && compressor_add(stream->compressor, pieces, stream->ended, out);
}

/* Fills `pending`, unless the stream ends or has to wait. */
static void make_pending(void *context)
{
        struct stream *stream = context;
        struct buffer *out = &stream->pending;
        stream->sent = out->length = 0;
        do
                stream->broken = !(stream->compressor ? gather_compressed(stream, out) : gather(stream, out));
        while (!stream->broken && !out->length && !stream->ended && !stream->call->answer.pause.ms);
}

static struct stream *stream_of(struct workers_job *job)
{
        return (struct stream *)((char *)job - offsetof(struct stream, job));
}

static void break_off(struct workers_job *job)
{
        struct stream *stream = stream_of(job);
        stream->broken = true;
        serving_resume(stream->serving, stream->connection);
}

static void wake(struct waiter *waiter)
{
        struct stream *stream = (struct stream *)((char *)waiter - offsetof(struct stream, waiter));
        if (!workers_put_back(stream->serving->workers, &stream->job))
                break_off(&stream->job);
}

/* On a worker: makes the next piece, or pauses. */
static void make_piece(struct workers_job *job)
{
        struct stream *stream = stream_of(job);
        struct answer_pause *pause = &stream->call->answer.pause;
        *pause = (struct answer_pause){0};
        if (!memory_guard(make_pending, stream))
                stream->broken = true;
        if (stream->broken || stream->pending.length || !pause->ms) {
                serving_resume(stream->serving, stream->connection);
                return;
        }
        stream->waiter = (struct waiter){.seen = pause->seen, .ms = pause->ms, .wake = wake};
        stream->serving->options.await(stream->call, &stream->waiter, stream->serving->options.context);
}

/* On a loop: passes on what is pending; if nothing is, suspends the connection and queues the next piece. */
static ssize_t on_stream(void *context, uint64_t offset, char *out, size_t max)
{
        struct stream *stream = context;
        size_t length = stream->pending.length - stream->sent;
        (void)offset;
        if (stream->broken) {
                stream->call->answer.broken = true;
                return U_STREAM_ERROR;
        }
        if (!length && stream->ended)
                return U_STREAM_END;
        if (!length) {
                serving_suspend(stream->serving, stream->connection);
                if (!workers_put_back(stream->serving->workers, &stream->job))
                        break_off(&stream->job);
                return 0;
        }
        length = length < max ? length : max;
        memcpy(out, stream->pending.bytes + stream->sent, length);
        stream->sent += length;
        stream->total += length;
        return (ssize_t)length;
}

/* The last piece has been sent, or the client is gone. */
static void on_stream_end(void *context)
{
        struct stream *stream = context;
        struct call *call = stream->call;
        struct arena *arena = call->arena;
        uint64_t ns = steady_ns() - stream->start_ns;
        request_log(call, stream->method, stream->traceparent, ns, stream->total);
        metrics_end(stream->serving->options.metrics, call->operation, call->answer.status, ns);
        arena_free(arena);
        free(call);
}

/* The part of the answer that has been made already becomes the first that is pending. */
static bool start_compressing(struct stream *stream)
{
        struct answer *answer = &stream->call->answer;
        if (answer->coding != CODING_IDENTITY)
                stream->compressor = compressor_new(answer->coding);
        if (!stream->compressor) {
                answer->coding = CODING_IDENTITY; /* none is left: it goes as it is */
                stream->pending = answer->body;
                answer->body = (struct buffer){0};
                return true;
        }
        stream->pieces = stream->pending = BUFFER(answer->body.limit);
        bool good = compressor_add(stream->compressor, &answer->body, false, &stream->pending);
        buffer_clear(&answer->body);
        return good;
}

/* Called when the arena is freed. */
static void release_stream(void *object)
{
        struct stream *stream = object;
        compressor_free(stream->compressor);
        buffer_clear(&stream->pieces);
        buffer_clear(&stream->pending);
}

struct stream *stream_new(struct visit *visit)
{
        struct call *call = visit->exchange.call;
        struct stream *stream = arena_alloc(call->arena, sizeof *stream);
        *stream = (struct stream){.serving = visit->serving,
                                  .connection = visit->connection,
                                  .call = call,
                                  .job = {.run = make_piece, .drop = break_off},
                                  .start_ns = visit->exchange.incoming.start_ns};
        arena_defer(call->arena, release_stream, stream);
        stream->method = arena_string(call->arena, request_head_method(visit->head));
        stream->traceparent = arena_string(call->arena, request_head_field(visit->head, "traceparent"));
        return start_compressing(stream) ? stream : NULL;
}

bool stream_give(struct stream *stream, struct visit *visit, struct _u_response *response)
{
        size_t length = stream->call->answer.stream.length;
        if (ulfius_set_stream_response(response, stream->call->answer.status, on_stream, on_stream_end,
                                       length ? length : U_STREAM_SIZE_UNKNOWN, length ? BLOCK : BLOCK_UNUSED,
                                       stream) != U_OK)
                return false;
        visit_give_call(visit);
        return true;
}
