#include "http/reply.h"

#include "http/answer.h"
#include "http/stream.h"

#include <ulfius.h>

#include <string.h>

static void put_header(const char *name, const char *value, void *response)
{
        if (value)
                u_map_put(((struct _u_response *)response)->map_header, name, value);
}

/* Passes the whole answer to Ulfius, which frees the bytes. */
static void give_whole(struct visit *visit, struct _u_response *response)
{
        struct answer *answer = &visit->exchange.call->answer;
        answer_headers(visit->exchange.call, put_header, response);
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
}

/* A visit, and Ulfius's response for its answer. */
struct reply {
        struct visit *visit;
        struct _u_response *response;
};

/* Passes a stream to Ulfius; false if it cannot be made. */
static bool give_stream(struct visit *visit, struct _u_response *response)
{
        struct stream *stream = stream_new(visit);
        if (!stream)
                return false;
        answer_headers(visit->exchange.call, put_header, response);
        return stream_give(stream, visit, response);
}

/* In a guard. */
static void give(void *context)
{
        const struct reply *reply = context;
        struct visit *visit = reply->visit;
        struct call *call = visit->exchange.call;
        const struct answer_stream *stream = &call->answer.stream;
        /* Of a HEAD the library sends the length, where it is known, and asks for no piece. Where it is not,
         * it would end the HEAD in chunks with the empty one, which is not its. */
        if (stream->next && !stream->length && strcmp(request_head_method(visit->head), "HEAD") == 0) {
                buffer_clear(&call->answer.body);
        } else if (stream->next) {
                if (give_stream(visit, reply->response))
                        return;
                call_fail_busy(call, "the answer could not be started");
                answer_write_problem(call);
        }
        give_whole(visit, reply->response);
}

/* The last answer of a connection says so. */
static void close_if_draining(struct visit *visit)
{
        struct answer *answer = &visit->exchange.call->answer;
        answer->close = answer->close || atomic_load(&visit->serving->draining);
}

void reply_give(struct visit *visit, struct _u_response *response)
{
        struct reply reply = {visit, response};
        close_if_draining(visit);
        if (!memory_guard(give, &reply)) {
                response->status = visit->exchange.call->answer.status = 503;
                visit->exchange.call->answer.database_detail = "out of memory";
                buffer_clear(&visit->exchange.call->answer.body);
        }
        if (visit->exchange.call)
                visit_tell(visit, response->binary_body_length);
}

bool reply_is_direct(const struct visit *visit)
{
        return !visit->by_worker && !visit->exchange.call->answer.stream.next;
}

/* A response that is being made. */
struct direct {
        const struct call *call;
        struct MHD_Response *response;
        size_t length; /* of its body */
        bool failed;
};

static void put_field(const char *name, const char *value, void *context)
{
        struct direct *direct = context;
        if (value && MHD_add_response_header(direct->response, name, value) != MHD_YES)
                direct->failed = true;
}

/* In a guard. The bytes belong to the call, which lives until they are sent. */
static void make_response(void *context)
{
        struct direct *direct = context;
        const struct answer *answer = &direct->call->answer;
        const char *bytes = call_answer_bytes(answer, &direct->length);
        direct->response =
                MHD_create_response_from_buffer(direct->length, (void *)bytes, MHD_RESPMEM_PERSISTENT);
        direct->failed = !direct->response || buffer_failed(&answer->body);
        if (!direct->failed)
                answer_headers(direct->call, put_field, direct);
}

enum MHD_Result reply_queue(struct visit *visit)
{
        struct answer *answer = &visit->exchange.call->answer;
        struct direct direct = {.call = visit->exchange.call};
        enum MHD_Result result;
        close_if_draining(visit);
        if (memory_guard(make_response, &direct) && !direct.failed) {
                result = MHD_queue_response(visit->connection, answer->status, direct.response);
        } else {
                answer->status = MHD_HTTP_SERVICE_UNAVAILABLE;
                answer->database_detail = "out of memory";
                direct.length = 0;
                result = serving_starve(visit->serving, visit->connection);
        }
        if (direct.response)
                MHD_destroy_response(direct.response);
        visit_tell(visit, direct.length);
        return result;
}
