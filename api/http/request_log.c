#include "http/request_log.h"

#include "base/log.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

/* Of a request's method, which may be any word. */
#define METHOD_SHOWN_MAX 10

/* One line a request. The route is logged, not the address: an address can hold names of persons. */
void request_log(const struct call *call, const char *method, const char *traceparent, uint64_t nanoseconds,
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
                      nanoseconds / 1000);
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
