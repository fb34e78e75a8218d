#include "http/answer.h"

#include "coding/compressor.h"
#include "json/writer.h"

#include <string.h>
#include <unistr.h>

/* What a caller waits before trying again, in seconds. */
#define RETRY_AFTER "2"

/* Problem types are addresses below the register's own documentation. */
#define PROBLEM_TYPE_BASE "/problems/"

/* A hundred faults of a few hundred bytes each, and as many referrers. */
#define PROBLEM_MAX ((size_t)1024 * 1024)

/* A page loads what this server sends, and runs nothing that stands in it. */
#define PAGE_POLICY                                                                                          \
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "      \
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/* What is repeated to a caller need not have come as text: what is no UTF-8 in it is shown as a question
 * mark. */
static const char *as_text(struct arena *arena, const char *text)
{
        const uint8_t *bad = text ? u8_check((const uint8_t *)text, strlen(text)) : NULL;
        if (!bad)
                return text;
        char *shown = arena_string(arena, text);
        for (uint8_t *at = (uint8_t *)shown + (bad - (const uint8_t *)text); at;
             at = (uint8_t *)u8_check(at, strlen((char *)at)))
                *at = '?';
        return shown;
}

static void write_fault(struct json_writer *writer, struct call *call, const struct fault *fault)
{
        static const char *const places[] = {
                [FAULT_POINTER] = "pointer", [FAULT_PARAMETER] = "parameter", [FAULT_HEADER] = "header"};
        writer_open_object(writer);
        if (fault->line)
                writer_member_number(writer, "line", (int64_t)fault->line);
        writer_member_text(writer, places[fault->place],
                           fault->where ? as_text(call->arena, fault->where) : "");
        writer_member_text(writer, "code", fault_code(fault->code));
        writer_member_text(writer, "detail",
                           as_text(call->arena, fault_sentence(call->arena, fault, call->language)));
        writer_close_object(writer);
}

static void write_errors(struct json_writer *writer, struct call *call)
{
        writer_key(writer, "errors");
        writer_open_array(writer);
        for (const struct fault *fault = call->faults.first; fault; fault = fault->next)
                write_fault(writer, call, fault);
        writer_close_array(writer);
        if (call->faults.count > call->faults.listed_max)
                writer_member_number(writer, "errorCount", (int64_t)call->faults.count);
}

static void write_referrers(struct json_writer *writer, const struct answer *answer)
{
        writer_key(writer, "referrers");
        writer_open_array(writer);
        for (size_t i = 0; i < answer->referrer_count; i++) {
                writer_open_object(writer);
                writer_member_text(writer, "collection", answer->referrers[i].collection);
                writer_member_text(writer, "id", answer->referrers[i].id);
                writer_member_text(writer, "pointer", answer->referrers[i].pointer);
                writer_close_object(writer);
        }
        writer_close_array(writer);
}

void answer_write_problem(struct call *call)
{
        struct answer *answer = &call->answer;
        buffer_clear(&answer->body);
        answer->body = BUFFER(PROBLEM_MAX);
        answer->borrowed = NULL;
        answer->mark = 0;
        answer->coding = CODING_IDENTITY;
        answer->stream = (struct answer_stream){0};
        answer->status = problem_status(answer->problem);
        answer->media_type = PROBLEM_MEDIA_TYPE;
        answer->uploaded = false;
        answer->etag = answer->location = answer->next = answer->disposition = NULL;
        struct json_writer writer = JSON_WRITER(&answer->body);
        const char *type = problem_type(answer->problem);
        writer_open_object(&writer);
        writer_member_text(&writer, "type", arena_format(call->arena, PROBLEM_TYPE_BASE "%s", type));
        writer_member_text(&writer, "title", problem_text(answer->problem, call->language));
        writer_member_number(&writer, "status", answer->status);
        if (answer->has_detail)
                writer_member_text(
                        &writer, "detail",
                        as_text(call->arena, fault_sentence(call->arena, &answer->detail, call->language)));
        writer_member_text(&writer, "requestId", call->request_id);
        if (call->faults.count)
                write_errors(&writer, call);
        if (answer->referrer_count)
                write_referrers(&writer, answer);
        if (answer->findings) {
                writer_key(&writer, "findings");
                writer_raw(&writer, answer->findings, strlen(answer->findings));
        }
        writer_close_object(&writer);
}

/* Which fields of a request the answer depends on; NULL: none. */
static const char *vary(const struct call *call)
{
        const struct operation *operation = call->operation;
        if (!operation)
                return call->answer.problem ? "Accept-Language, Accept-Encoding" : NULL;
        return call->answer.problem ? operation->vary.problem : operation->vary.good;
}

/* What carries a tag may be kept, by a portal's network too unless it was answered to somebody with a key,
 * and is asked for again with the tag, each time: what is written is seen at the next read. Nothing else is
 * kept; and nothing is shown stale when we are away, since a check would then say of today what it said
 * before. */
static void put_cache_headers(const struct call *call, void (*put)(const char *, const char *, void *),
                              void *context)
{
        const struct answer *answer = &call->answer;
        bool kept =
                answer->etag && !answer->problem && call->operation && call->operation->method == METHOD_GET;
        const char *fields = vary(call);
        if (!kept)
                put("Cache-Control", "no-store", context);
        else if (answer->immutable)
                put("Cache-Control", "public, max-age=31536000, immutable", context);
        else
                put("Cache-Control", call->caller.id ? "private, no-cache" : "public, no-cache", context);
        /* nginx takes no-cache for no-store; this tells it to keep the answer and to ask each time */
        if (kept && !call->caller.id && !answer->immutable)
                put("X-Accel-Expires", "@1", context);
        if (fields)
                put("Vary", fields, context);
        if (answer->etag)
                put("ETag", answer->etag, context);
}

/* What a browser may do with an answer that it shows by itself. */
static void put_policy(const struct answer *answer, void (*put)(const char *, const char *, void *),
                       void *context)
{
        const char *type = answer->media_type ? answer->media_type : "";
        bool page = strncmp(type, "text/html", strlen("text/html")) == 0;
        /* a drawing that is opened by itself is still no page that may run or load anything */
        if (strcmp(type, "image/svg+xml") == 0 && !answer->uploaded)
                put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox",
                    context);
        if (page && !answer->uploaded)
                put("Content-Security-Policy", PAGE_POLICY, context);
        if (!page)
                return;
        put("Referrer-Policy", "same-origin", context);
        put("Link",
            "</v1/openapi.json>; rel=\"service-desc\", </docs>; rel=\"service-doc\", "
            "</.well-known/api-catalog>; rel=\"api-catalog\"",
            context);
}

/* Of a refusal for want of a key or a scope (RFC 6750, 3). */
static void put_challenge(const struct call *call, void (*put)(const char *, const char *, void *),
                          void *context)
{
        const struct answer *answer = &call->answer;
        if (answer->status == 401)
                put("WWW-Authenticate",
                    answer->detail.code == FAULT_NEEDS_KEY
                            ? "Bearer realm=\"samrad\""
                            : "Bearer realm=\"samrad\", error=\"invalid_token\"",
                    context);
        if (answer->status == 403 && answer->detail.code == FAULT_NEEDS_SCOPE)
                put("WWW-Authenticate",
                    arena_format(call->arena,
                                 "Bearer realm=\"samrad\", error=\"insufficient_scope\", scope=\"%s\"",
                                 answer->detail.args[0]),
                    context);
}

static void put_rate(const struct call *call, void (*put)(const char *, const char *, void *), void *context)
{
        const struct rate *rate = &call->answer.rate;
        if (!rate->limit)
                return;
        put("RateLimit-Limit", arena_format(call->arena, "%u", rate->limit), context);
        put("RateLimit-Remaining", arena_format(call->arena, "%u", rate->remaining), context);
        put("RateLimit-Reset", arena_format(call->arena, "%u", rate->reset_s), context);
}

/* Every page may read, and ask what only reads (a check of changes that are thought of). Nobody writes from a
 * page of another origin: a key in it would be everybody's, and its own server has a better place for it. */
static void put_across(const struct answer *answer, void (*put)(const char *, const char *, void *),
                       void *context)
{
        put("Access-Control-Allow-Origin", "*", context);
        put("Access-Control-Expose-Headers",
            "Accept-Patch, Accept-Ranges, Content-Disposition, Content-Location, Content-Range, ETag, "
            "Idempotency-Replayed, Link, Location, Preference-Applied, RateLimit-Limit, "
            "RateLimit-Remaining, RateLimit-Reset, Retry-After, Samrad-Revision, Samrad-Dry-Run, "
            "WWW-Authenticate, X-Request-Id",
            context);
        if (!answer->allow_across)
                return;
        put("Access-Control-Allow-Methods", answer->allow_across, context);
        put("Access-Control-Allow-Headers",
            "Accept, Accept-Language, Authorization, Content-Type, If-None-Match, If-Range, Last-Event-ID, "
            "Range, Samrad-Min-Revision, X-Request-Id",
            context);
        put("Access-Control-Max-Age", "86400", context);
}

/* Bytes that somebody brought are shown, if at all, as a page of nobody's that loads and runs nothing. The
 * viewers of PDFs that browsers have do not work in a sandbox; they run in one of their own. */
static void put_bytes_headers(const struct answer *answer, void (*put)(const char *, const char *, void *),
                              void *context)
{
        if (answer->range)
                put("Content-Range", answer->range, context);
        if (answer->disposition)
                put("Content-Disposition", answer->disposition, context);
        if (!answer->uploaded)
                return;
        bool pdf = answer->media_type && strcmp(answer->media_type, "application/pdf") == 0;
        put("Accept-Ranges", "bytes", context);
        put("Content-Security-Policy",
            pdf ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
                : "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            context);
}

void answer_headers(const struct call *call, void (*put)(const char *name, const char *value, void *context),
                    void *context)
{
        const struct answer *answer = &call->answer;
        put_cache_headers(call, put, context);
        if (answer->status != 204 && answer->status != 304)
                put("Content-Type", answer->media_type ? answer->media_type : "application/json", context);
        if (answer->coding != CODING_IDENTITY)
                put("Content-Encoding", compressor_name(answer->coding), context);
        put_policy(answer, put, context);
        put_bytes_headers(answer, put, context);
        if (answer->location)
                put("Location", answer->location, context);
        if (answer->content_location)
                put("Content-Location", answer->content_location, context);
        if (answer->next)
                put("Link", arena_format(call->arena, "<%s>; rel=\"next\"", answer->next), context);
        if (answer->accept_patch)
                put("Accept-Patch", answer->accept_patch, context);
        if (answer->allow)
                put("Allow", answer->allow, context);
        if (answer->revision)
                put("Samrad-Revision", answer->revision, context);
        if (answer->replayed)
                put("Idempotency-Replayed", "true", context);
        if (call->dry_run && !answer->problem)
                put("Samrad-Dry-Run", "true", context);
        if (call->strict && call->operation && call->operation->method != METHOD_GET)
                put("Preference-Applied", "handling=strict", context);
        put_challenge(call, put, context);
        if (answer->status == 415 && answer->detail.code == FAULT_CONTENT_ENCODING)
                put("Accept-Encoding", "identity", context);
        put_rate(call, put, context);
        if (answer->retry_after)
                put("Retry-After", arena_format(call->arena, "%u", answer->retry_after), context);
        else if (answer->status == 503 || answer->status == 429)
                put("Retry-After", RETRY_AFTER, context);
        if (answer->stream.live)
                put("X-Accel-Buffering", "no", context);
        if (answer->close)
                put("Connection", "close", context);
        put("X-Request-Id", call->request_id, context);
        put("X-Content-Type-Options", "nosniff", context);
        put_across(answer, put, context);
}
