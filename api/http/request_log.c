#include "http/request_log.h"

#include "base/log.h"

#include <ctype.h>
#include <string.h>

/* Of a request's method, which may be any word. */
#define METHOD_SHOWN_MAX 10

static void add_name(struct buffer *line, const char *name)
{
        buffer_add_string(line, ",\"");
        buffer_add_string(line, name);
        buffer_add_string(line, "\":");
}

/* Adds a member whose text has nothing to escape. */
static void add_text(struct buffer *line, const char *name, const char *text)
{
        add_name(line, name);
        buffer_add_char(line, '"');
        buffer_add_string(line, text);
        buffer_add_char(line, '"');
}

static void add_number(struct buffer *line, const char *name, uint64_t number)
{
        add_name(line, name);
        buffer_add_number(line, (int64_t)number);
}

/* One line a request. The route is logged, not the address: an address can hold names of persons. */
void request_log(const struct call *call, const char *method, const char *traceparent, uint64_t nanoseconds,
                 size_t bytes)
{
        const struct answer *answer = &call->answer;
        char room[LOG_LINE_SIZE];
        struct buffer line = BUFFER_IN(room);
        char now[LOG_INSTANT_SIZE];
        log_instant(now);
        buffer_add_string(&line, "{\"time\":\"");
        buffer_add_string(&line, now);
        buffer_add_char(&line, '"');
        add_text(&line, "level", answer->status >= 500 || answer->broken ? "error" : "info");
        add_text(&line, "event", "request");
        add_text(&line, "requestId", call->request_id);
        buffer_add_string(&line, ",\"method\":\"");
        for (size_t i = 0; i < METHOD_SHOWN_MAX && method[i]; i++)
                buffer_add_char(&line, isalpha((unsigned char)method[i]) ? method[i] : '?');
        buffer_add_char(&line, '"');
        if (call->operation) {
                add_text(&line, "operation", call->operation->id);
                add_text(&line, "route", call->operation->path);
        }
        add_number(&line, "status", answer->status);
        add_number(&line, "bytes", bytes);
        add_number(&line, "us", nanoseconds / 1000);
        if (call->caller.id)
                add_text(&line, "key", call->caller.id);
        if (call->caller.supplier)
                add_text(&line, "supplier", call->caller.supplier);
        if (traceparent && strlen(traceparent) == 55 &&
            !traceparent[strspn(traceparent, "0123456789abcdef-")])
                add_text(&line, "traceparent", traceparent);
        if (answer->problem)
                add_text(&line, "problem", problem_type(answer->problem));
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
