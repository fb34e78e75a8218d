#include "http/server.h"

#include "base/log.h"
#include "http/answer.h"
#include "http/compressor.h"
#include "http/exchange.h"
#include "http/pending.h"
#include "http/upload.h"

#include <ulfius.h>

#include <arpa/inet.h>
#include <ctype.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Silence after which a connection is closed, ours included: more than a reader may wait for an answer
 * (`wait`). A slow sender is the proxy's to cut off. */
#define CONNECTION_TIMEOUT_S   40
/* Headers and I/O of one connection: above our own limits for address and headers together, and for the
 * library's bookkeeping of many small ones, so that we answer first, in JSON. It clears all of it for every
 * request. */
#define CONNECTION_MEMORY      ((size_t)32 * 1024)
#define CONNECTION_MEMORY_STEP ((size_t)4 * 1024)
/* The stack of a connection's thread: handlers use few kilobytes, libpq and Jansson some more. */
#define THREAD_STACK           ((size_t)512 * 1024)
#define BACKLOG                1024
/* A streamed answer leaves in pieces of this size. */
#define STREAM_BLOCK           ((size_t)32 * 1024)
#define DRAIN_STEP_MS          5
/* Of a request's method, which may be any word, in the log. */
#define METHOD_SHOWN_MAX       10

struct server {
        struct server_options options;
        struct _u_instance instance;
        volatile bool draining;
};

static const char *ulfius_header(const struct incoming *incoming, const char *name)
{
        const struct _u_request *request = incoming->source;
        return u_map_get_case(request->map_header, name);
}

static size_t header_bytes(const struct _u_map *map)
{
        size_t total = 0;
        for (int i = 0; i < map->nb_values; i++)
                total += strlen(map->keys[i]) + map->lengths[i];
        return total;
}

/* We listen on IPv4 only; the library keeps no more of an address than that. */
static struct peer peer_of(const struct _u_request *request)
{
        const struct sockaddr_in *address = (const struct sockaddr_in *)request->client_address;
        static const struct in_addr none;
        return peer_of_ipv4(address ? &address->sin_addr : &none);
}

static uint64_t now_ns(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* One line a request. The route is logged, not the address: an address can hold names of persons. */
static void log_request(const struct call *call, const char *method, const char *traceparent, uint64_t ns,
                        size_t bytes)
{
        const struct answer *answer = &call->answer;
        char room[LOG_LINE_SIZE];
        struct buffer line = BUFFER_IN(room);
        char now[LOG_INSTANT_SIZE];
        log_instant(now);
        buffer_format(&line,
                      "{\"time\":\"%s\",\"level\":\"%s\",\"event\":\"request\",\"requestId\":\"%s\","
                      "\"method\":\"",
                      now, answer->status >= 500 || answer->broken ? "error" : "info", call->request_id);
        for (size_t i = 0; i < METHOD_SHOWN_MAX && method[i]; i++)
                buffer_add_char(&line, isalpha((unsigned char)method[i]) ? method[i] : '?');
        buffer_add_char(&line, '"');
        if (call->operation)
                buffer_format(&line, ",\"operation\":\"%s\",\"route\":\"%s\"", call->operation->id,
                              call->operation->path);
        buffer_format(&line, ",\"status\":%u,\"bytes\":%zu,\"us\":%" PRIu64, answer->status, bytes,
                      ns / 1000);
        if (call->caller.id)
                buffer_format(&line, ",\"key\":\"%s\"", call->caller.id);
        if (call->caller.supplier)
                buffer_format(&line, ",\"supplier\":\"%s\"", call->caller.supplier);
        if (traceparent && strlen(traceparent) == 55 &&
            !traceparent[strspn(traceparent, "0123456789abcdef-")])
                buffer_format(&line, ",\"traceparent\":\"%s\"", traceparent);
        if (answer->problem)
                buffer_format(&line, ",\"problem\":\"%s\"", problem_type(answer->problem));
        if (answer->broken)
                buffer_add_string(&line, ",\"broken\":true");
        if ((answer->status >= 500 || answer->broken) && answer->database_detail) {
                buffer_add_string(&line, ",\"detail\":\"");
                log_add_text(&line, answer->database_detail);
                buffer_add_char(&line, '"');
        }
        buffer_add_char(&line, '}');
        log_line(&line);
}

static void put_header(const char *name, const char *value, void *response)
{
        if (value)
                u_map_put(((struct _u_response *)response)->map_header, name, value);
}

/* Gives the answer to Ulfius, which frees the bytes. */
static size_t hand_over(struct call *call, struct _u_response *response)
{
        struct answer *answer = &call->answer;
        answer_headers(call, put_header, response);
        response->status = answer->status;
        if (answer->borrowed) {
                buffer_clear(&answer->body);
                answer->body = BUFFER(answer->borrowed_length + 1);
                buffer_add(&answer->body, answer->borrowed, answer->borrowed_length);
        }
        size_t length = 0;
        char *bytes = buffer_failed(&answer->body) || answer->body.length
                              ? memory_need(buffer_take(&answer->body, &length))
                              : NULL;
        buffer_clear(&answer->body);
        response->binary_body = bytes;
        response->binary_body_length = length;
        return length;
}

/* An answer on its way: it outlives the request's callback, and its arena with it. */
struct stream {
        struct server *server;
        struct call *call;
        struct compressor *compressor; /* NULL: it goes as it is */
        struct buffer pieces;          /* to be compressed */
        struct buffer pending;
        size_t sent, total; /* of what is pending; of all */
        bool ended, made;   /* all of it; the last piece */
        uint64_t start;
        const char *method, *traceparent;
};

/* Adds pieces until there is enough to send, or the last one. False if it cannot go on. */
static bool gather(struct stream *stream, struct buffer *out)
{
        struct answer_stream *source = &stream->call->answer.stream;
        while (out->length < STREAM_BLOCK && !stream->ended) {
                size_t before = out->length;
                if (!source->next(source->context, out) || buffer_failed(out))
                        return false;
                stream->ended = out->length == before;
                if (source->live)
                        break;
        }
        return true;
}

/* The same, compressed. A reader who is slow keeps no more than that. */
static bool gather_compressed(struct stream *stream, struct buffer *out)
{
        struct buffer *pieces = &stream->pieces;
        pieces->length = 0;
        return gather(stream, pieces) && compressor_add(stream->compressor, pieces, stream->ended, out);
}

/* Makes the next piece, unless that was all. */
static void make_piece(void *context)
{
        struct stream *stream = context;
        stream->sent = 0;
        stream->pending.length = 0;
        stream->made = stream->compressor ? gather_compressed(stream, &stream->pending)
                                          : gather(stream, &stream->pending);
}

/* Sees to it that something is pending, unless that was all. False if it cannot go on. */
static bool fill(struct stream *stream)
{
        if (stream->sent < stream->pending.length || stream->ended)
                return true;
        return memory_guard(make_piece, stream) && stream->made;
}

/* Never answers "nothing yet", which would be asked again at once. */
static ssize_t on_stream(void *context, uint64_t offset, char *out, size_t max)
{
        struct stream *stream = context;
        (void)offset;
        if (!fill(stream)) {
                stream->call->answer.broken = true;
                return U_STREAM_ERROR;
        }
        size_t length = stream->pending.length - stream->sent;
        if (!length)
                return U_STREAM_END;
        length = length < max ? length : max;
        memcpy(out, stream->pending.bytes + stream->sent, length);
        stream->sent += length;
        stream->total += length;
        return (ssize_t)length;
}

/* The last piece is sent, or the client is gone. */
static void on_stream_end(void *context)
{
        struct stream *stream = context;
        struct call *call = stream->call;
        struct arena *arena = call->arena;
        uint64_t ns = now_ns() - stream->start;
        log_request(call, stream->method, stream->traceparent, ns, stream->total);
        metrics_end(stream->server->options.metrics, call->operation, call->answer.status, ns);
        arena_free(arena);
        free(call);
}

/* What was made of the answer before it is sent is the first that is pending. */
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

/* With the arena that the stream lives in. */
static void release_stream(void *object)
{
        struct stream *stream = object;
        compressor_free(stream->compressor);
        buffer_clear(&stream->pieces);
        buffer_clear(&stream->pending);
}

/* A request that is being answered. */
struct visit {
        struct server *server;
        const struct _u_request *request;
        struct _u_response *response;
        struct call *call;
        uint64_t start;
        size_t bytes;  /* of the answer's body, where it is whole */
        bool streamed; /* the answer is on its way, and keeps the call */
};

/* Lets Ulfius send the answer piece by piece; false if it cannot. */
static bool start_stream(struct visit *visit)
{
        struct call *call = visit->call;
        const struct _u_request *request = visit->request;
        struct stream *stream = arena_alloc(call->arena, sizeof *stream);
        size_t length = call->answer.stream.length;
        *stream = (struct stream){.server = visit->server, .call = call, .start = visit->start};
        arena_defer(call->arena, release_stream, stream);
        stream->method = arena_string(call->arena, request->http_verb);
        stream->traceparent = arena_string(call->arena, u_map_get_case(request->map_header, "traceparent"));
        bool ready = start_compressing(stream);
        if (ready) /* only now the coding is settled, which the header tells */
                answer_headers(call, put_header, visit->response);
        return ready && ulfius_set_stream_response(visit->response, call->answer.status, on_stream,
                                                   on_stream_end, length ? length : U_STREAM_SIZE_UNKNOWN,
                                                   STREAM_BLOCK, stream) == U_OK;
}

static void run_stages(struct visit *visit)
{
        const struct _u_request *request = visit->request;
        const struct incoming incoming = {
                .method = request->http_verb,
                .target = request->http_url,
                .body = request->binary_body,
                .body_length = request->binary_body_length,
                .upload = upload_current(),
                .header_bytes = header_bytes(request->map_header),
                .peer = peer_of(request),
                .start_ns = visit->start,
                .header = ulfius_header,
                .source = request,
        };
        exchange_run(&visit->server->options, &incoming, visit->call);
}

/* In a guard: puts the answer into Ulfius's hands. */
static void send_answer(void *context)
{
        struct visit *visit = context;
        struct call *call = visit->call;
        /* Of a HEAD the library sends the length, where it is known, and asks for no piece. Where it is not,
         * it would end the HEAD in chunks with the empty one, which is not its. */
        if (call->answer.stream.next && !call->answer.stream.length &&
            strcmp(visit->request->http_verb, "HEAD") == 0) {
                buffer_clear(&call->answer.body);
        } else if (call->answer.stream.next) {
                visit->streamed = start_stream(visit);
                if (visit->streamed)
                        return;
                call_fail(call, PROBLEM_OVERLOADED, FAULT_NOT_NOW, NULL, NULL);
                answer_write_problem(call);
        }
        visit->bytes = hand_over(call, visit->response);
}

static void answer_request(struct visit *visit)
{
        struct call *call = visit->call;
        struct metrics *metrics = visit->server->options.metrics;
        metrics_begin(metrics);
        run_stages(visit);
        if (visit->server->draining)
                u_map_put(visit->response->map_header, "Connection", "close");
        if (!memory_guard(send_answer, visit)) {
                visit->response->status = call->answer.status = 503;
                buffer_clear(&call->answer.body);
        }
        if (visit->streamed)
                return;
        uint64_t ns = now_ns() - visit->start;
        log_request(call, visit->request->http_verb,
                    u_map_get_case(visit->request->map_header, "traceparent"), ns, visit->bytes);
        metrics_end(metrics, call->operation, call->answer.status, ns);
}

static int on_request(const struct _u_request *request, struct _u_response *response, void *context)
{
        struct visit visit = {.server = context, .request = request, .response = response, .start = now_ns()};
        struct arena *arena = arena_new(CALL_MEMORY_MAX);
        visit.call = calloc(1, sizeof *visit.call);
        if (arena && visit.call) {
                visit.call->arena = arena;
                answer_request(&visit);
        } else {
                response->status = 503;
        }
        if (!visit.streamed) {
                arena_free(arena);
                free(visit.call);
        }
        return U_CALLBACK_COMPLETE;
}

/* The library's own words are about connections that broke off; they are nobody's business. */
static void ignore_mhd_log(void *context, const char *format, va_list args)
{
        (void)context;
        (void)format;
        (void)args;
}

static bool start_listening(struct server *server)
{
        const struct server_options *options = &server->options;
        upload_prepare(options);
        unsigned flags = MHD_USE_ERROR_LOG | MHD_USE_ITC;
        flags |= options->threads
                         ? MHD_USE_EPOLL_INTERNAL_THREAD
                         : MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;
        struct MHD_OptionItem items[] = {
                {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)ignore_mhd_log, NULL}, /* must stand first */
                {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)pending_complete, NULL},
                {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)pending_begin, NULL},
                {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)pending_connection, NULL},
                {MHD_OPTION_SOCK_ADDR, 0, server->instance.bind_address},
                {MHD_OPTION_CONNECTION_LIMIT, options->connections_max, NULL},
                {MHD_OPTION_CONNECTION_TIMEOUT, CONNECTION_TIMEOUT_S, NULL},
                {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)CONNECTION_MEMORY, NULL},
                {MHD_OPTION_CONNECTION_MEMORY_INCREMENT, (intptr_t)CONNECTION_MEMORY_STEP, NULL},
                {MHD_OPTION_THREAD_STACK_SIZE, (intptr_t)THREAD_STACK, NULL},
                {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
                {MHD_OPTION_LISTEN_BACKLOG_SIZE, BACKLOG, NULL},
                {options->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, options->threads, NULL},
                {MHD_OPTION_END, 0, NULL},
        };
        return ulfius_start_framework_with_mhd_options(&server->instance, flags, items) == U_OK;
}

struct server *server_start(const struct server_options *options, const char **ret_error)
{
        struct server *server = calloc(1, sizeof *server);
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options->port)};
        *ret_error = "out of memory";
        if (!server)
                return NULL;
        server->options = *options;
        *ret_error = "the address to listen on is not an IPv4 address";
        if (inet_pton(AF_INET, options->address, &address.sin_addr) == 1 &&
            ulfius_init_instance(&server->instance, options->port, &address, NULL) == U_OK) {
                server->instance.max_post_body_size =
                        CALL_BODY_MAX + 1; /* one more: too large is seen, not cut */
                server->instance.allowed_post_processor = U_POST_PROCESS_NONE;
                server->instance.check_utf8 = 0;
                ulfius_add_endpoint_by_val(&server->instance, "*", NULL, "*", 0, on_request, server);
                if (start_listening(server))
                        return server;
                ulfius_clean_instance(&server->instance);
                *ret_error = "cannot listen; is the port in use?";
        }
        free(server);
        return NULL;
}

static void sleep_ms(long ms)
{
        nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

void server_stop(struct server *server, int drain_ms)
{
        server->draining = true;
        int listener = MHD_quiesce_daemon(server->instance.mhd_daemon);
        if (listener >= 0)
                shutdown(listener,
                         SHUT_RDWR); /* newcomers are refused at once instead of hanging in the queue */
        for (int waited = 0; waited < drain_ms && metrics_in_flight(server->options.metrics) > 0;
             waited += DRAIN_STEP_MS)
                sleep_ms(DRAIN_STEP_MS);
        /* An answer is handed to the socket after our callback returns; give it the time to leave. */
        sleep_ms(50);
        ulfius_stop_framework(&server->instance);
        ulfius_clean_instance(&server->instance);
        if (listener >= 0)
                close(listener);
        free(server);
}
