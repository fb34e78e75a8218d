#include "http/stages.h"

#include "coding/headers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Longer addresses come from mistakes: our longest real one, a list with many filters, has some 2 kB. */
#define TARGET_LENGTH_MAX 8192
/* Tokens have up to 4 kB; all else is short. In fields of forty bytes this is as much as the library can hold
 * in a connection's memory with its bookkeeping, so that we are the first to refuse. */
#define HEADER_BYTES_MAX  ((size_t)9 * 1024)
#define AUTHORIZATION_MAX 4096
/* A PDF of minutes: two hundred scanned pages that have been read have some 15 MB. */
#define PDF_MAX           ((size_t)20 * 1024 * 1024)

static const char *header(const struct incoming *incoming, const char *name)
{
        return request_head_field(incoming->head, name);
}

/* What a proxy and we could read in two ways is refused, and the connection closed: nothing may hide behind
 * it (request smuggling, RFC 9112, 6.3). */
static bool refuse_framing(struct call *call, const char *fields)
{
        call->answer.close = true;
        return call_fail(call, PROBLEM_BAD_REQUEST, FAULT_MALFORMED_REQUEST, fields, NULL);
}

static bool refuse_upload(struct call *call, size_t max)
{
        const char *limit = arena_format(call->arena, "%zu", max);
        call->answer.close = true;
        return call_fail(call, PROBLEM_TOO_LARGE, FAULT_LIMIT_BYTES, limit, NULL);
}

bool stages_framing(const struct incoming *incoming, struct call *call)
{
        const struct upload *upload = incoming->upload;
        const char *length = header(incoming, "Content-Length");
        const char *encoding = header(incoming, "Transfer-Encoding");
        if (length && encoding)
                return refuse_framing(call, "Content-Length, Transfer-Encoding");
        if (length && (!*length || length[strspn(length, "0123456789")]))
                return refuse_framing(call, "Content-Length");
        if (encoding && strcasecmp(encoding, "chunked") != 0)
                return refuse_framing(call, "Transfer-Encoding");
        if (strlen(request_head_target(incoming->head)) > TARGET_LENGTH_MAX)
                return call_fail(call, PROBLEM_URI_TOO_LONG, FAULT_LIMIT_BYTES, "8192", NULL);
        if (request_head_bytes(incoming->head) > HEADER_BYTES_MAX)
                return call_fail(call, PROBLEM_HEADERS_TOO_LARGE, FAULT_LIMIT_BYTES, "9216", NULL);
        if (incoming->body_length > CALL_BODY_MAX)
                return call_fail(call, PROBLEM_TOO_LARGE, FAULT_LIMIT_BYTES, "1048576", NULL);
        if (upload && upload->too_large)
                return refuse_upload(call, upload->max);
        if (upload && upload->failed)
                return call_fail_busy(call, "the upload cannot be kept: is TMPDIR full?");
        return true;
}

static const char *join(struct arena *arena, const struct names *names)
{
        struct buffer out = BUFFER_OF(arena, 1024);
        for (size_t i = 0; i < names->count; i++)
                buffer_format(&out, "%s%s", i ? ", " : "", names->items[i]);
        return buffer_text(&out);
}

/* The methods of a path; `open`: those for which nobody needs a key. */
static const char *allow_list(struct arena *arena, const struct operation *const *route, bool open)
{
        char list[64] = "";
        size_t length = 0;
        for (size_t m = 0; m < METHOD_COUNT; m++)
                if (route[m] && (!open || !route[m]->scope))
                        length += (size_t)snprintf(list + length, sizeof list - length, "%s%s, ",
                                                   operation_method_name((enum method)m),
                                                   m == METHOD_GET ? ", HEAD" : "");
        snprintf(list + length, sizeof list - length, "OPTIONS");
        return arena_copy(arena, list, strlen(list));
}

static enum method method_of(const char *name)
{
        for (size_t m = 0; m < METHOD_COUNT; m++)
                if (strcmp(name, operation_method_name((enum method)m)) == 0)
                        return (enum method)m;
        return strcmp(name, "HEAD") == 0 ? METHOD_GET : METHOD_COUNT;
}

/* A page's address with a slash too many leads to the page. */
static bool leads_on(struct call *call, const char *method)
{
        const struct target *target = &call->target;
        const struct operation *const *route = NULL;
        const char *id;
        size_t count = target->segment_count, length = strlen(target->path);
        if (count < 2 || count > TARGET_SEGMENTS_MAX || *target->segments[count - 1] ||
            method_of(method) != METHOD_GET)
                return false;
        const struct operation *page =
                contract_find(call->contract, target->segments, count - 1, METHOD_GET, &route, &id);
        if (!operation_is_page(page))
                return false;
        call->answer.status = 308;
        call->answer.location =
                arena_format(call->arena, "%.*s%s", (int)(length - 1), target->path, target->text + length);
        return true;
}

/* Whether a path is there on this address: on the operators', only theirs is. */
static bool is_served(const struct server_options *options, const struct operation *const *route)
{
        return route && (!options->operators_only || (route[METHOD_GET] && route[METHOD_GET]->for_operators));
}

bool stages_route(const struct server_options *options, const struct incoming *incoming, struct call *call)
{
        target_parse(call->arena, request_head_target(incoming->head), &call->target, &call->faults);
        const struct operation *const *route = NULL;
        size_t count = call->target.segment_count;
        if (count <= TARGET_SEGMENTS_MAX)
                call->operation =
                        contract_find(call->contract, call->target.segments, count,
                                      method_of(request_head_method(incoming->head)), &route, &call->id);
        if (!route && call->faults.count)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        if (!route && !options->operators_only && leads_on(call, request_head_method(incoming->head)))
                return true;
        if (!is_served(options, route))
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_PATH, NULL, NULL);
        if (call->operation)
                return true;
        call->answer.allow = allow_list(call->arena, route, false);
        if (route[METHOD_PATCH])
                call->answer.accept_patch = join(call->arena, &route[METHOD_PATCH]->body_types);
        if (strcmp(request_head_method(incoming->head), "OPTIONS") == 0) {
                call->answer.status = 204;
                call->answer.allow_across = allow_list(call->arena, route, true);
                return true;
        }
        return call_fail(call, PROBLEM_METHOD_NOT_ALLOWED, FAULT_METHODS, call->answer.allow, NULL);
}

/* Whose bucket a request is taken from. */
enum { OF_CALLER = 'c', OF_ADDRESS = 'a', OF_FAILURES = 'f' };

/* Bad keys from one address, a second, for each hundred requests that it may make. */
#define FAILURES_PER_HUNDRED 10

static bool refuse_rate(struct call *call)
{
        const char *wait = arena_format(call->arena, "%u", call->answer.rate.retry_s);
        call->answer.retry_after = call->answer.rate.retry_s;
        return call_fail(call, PROBLEM_TOO_MANY_REQUESTS, FAULT_TOO_OFTEN, wait, NULL);
}

/* Somebody with a key or token has a bucket for it, wherever he calls from; others have that of their
 * address, but for this machine itself. */
static bool check_rate(const struct server_options *options, const struct peer *peer, uint64_t now,
                       struct call *call)
{
        const char *id = call->caller.id;
        struct rate *rate = &call->answer.rate;
        if (id)
                return limiter_take(options->limiter, OF_CALLER, id, strlen(id), options->rate_caller, now,
                                    rate) ||
                       refuse_rate(call);
        return peer_is_local(peer) ||
               limiter_take(options->limiter, OF_ADDRESS, peer, sizeof *peer, options->rate_address, now,
                            rate) ||
               refuse_rate(call);
}

/* Guesses cost an address its own bucket, so that they neither cost us much nor others their requests. */
static bool identify(const struct server_options *options, const struct peer *peer,
                     const struct incoming *incoming, const char *authorization, struct call *call)
{
        uint64_t now = incoming->start_ns;
        unsigned rate = peer_is_local(peer) ? 0 : (options->rate_address * FAILURES_PER_HUNDRED + 99) / 100;
        struct rate unused;
        if (!limiter_look(options->limiter, OF_FAILURES, peer, sizeof *peer, rate, now, &call->answer.rate))
                return refuse_rate(call);
        call->answer.rate = (struct rate){0};
        if (strlen(authorization) > AUTHORIZATION_MAX)
                call_fail(call, PROBLEM_UNAUTHORIZED, FAULT_BAD_KEY, NULL, NULL);
        else if (options->identify(call, authorization, options->context))
                return true;
        if (call->answer.problem == PROBLEM_UNAUTHORIZED && !incoming->announced)
                limiter_take(options->limiter, OF_FAILURES, peer, sizeof *peer, rate, now, &unused);
        return false;
}

static bool check_scope(struct call *call)
{
        const char *scope = call->operation->scope;
        if (!scope)
                return true;
        if (!call->caller.id)
                return call_fail(call, PROBLEM_UNAUTHORIZED, FAULT_NEEDS_KEY, NULL, NULL);
        if (!call_has_scope(call, scope))
                return call_fail(call, PROBLEM_FORBIDDEN, FAULT_NEEDS_SCOPE, scope, NULL);
        return true;
}

static bool check_caller(const struct server_options *options, const struct incoming *incoming,
                         struct call *call)
{
        if (call->operation->keyless)
                return true;
        const char *authorization = header(incoming, "Authorization");
        struct peer peer = peer_behind(incoming->peer,
                                       options->proxies.count ? header(incoming, "X-Forwarded-For") : NULL,
                                       &options->proxies);
        if (authorization && !identify(options, &peer, incoming, authorization, call))
                return false;
        call->caller.who = limiter_caller(options->limiter, call->caller.id, &peer);
        return (incoming->announced || check_rate(options, &peer, incoming->start_ns, call)) &&
               check_scope(call);
}

/* The type that the caller likes best; of equals the one that the contract names first. */
static void choose_answer_type(const char *accept, struct call *call)
{
        const struct names *types = &call->operation->answer_types;
        int best = 0;
        for (size_t i = 0; i < types->count; i++) {
                int quality = header_accepts(accept, types->items[i]);
                if (quality > best)
                        call->answer_type = types->items[i];
                best = quality > best ? quality : best;
        }
}

/* `format` says it before Accept does; its values are checked by the contract. */
static void apply_format(struct call *call)
{
        static const struct {
                const char *name, *type;
        } formats[] = {{"json", "application/json"},       {"csv", "text/csv"},
                       {"ndjson", "application/x-ndjson"}, {"svg", "image/svg+xml"},
                       {"calendar", "text/calendar"},      {"atom", "application/atom+xml"},
                       {"events", "text/event-stream"},    {"junit", "application/xml"},
                       {"sarif", "application/sarif+json"}};
        const char *format = call_argument(call, "format");
        for (size_t i = 0; format && i < sizeof formats / sizeof *formats; i++)
                if (strcmp(formats[i].name, format) == 0)
                        call->answer_type = formats[i].type;
}

/* Told before anything is done, since it would be no answer. */
static bool check_coding(const struct incoming *incoming, struct call *call)
{
        bool insists;
        if (header_coding(header(incoming, "Accept-Encoding"), &insists) != CODING_IDENTITY || !insists)
                return true;
        return call_fail(call, PROBLEM_NOT_ACCEPTABLE, FAULT_MEDIA_TYPES, "br, gzip, identity", NULL);
}

/* NULL: of none of the types that the operation takes. */
static const char *find_body_type(const struct incoming *incoming, const struct operation *operation)
{
        const char *type = header(incoming, "Content-Type");
        for (size_t i = 0; i < operation->body_types.count; i++)
                if (header_is_type(type, operation->body_types.items[i]))
                        return operation->body_types.items[i];
        return NULL;
}

enum upload_kind stages_upload(const struct incoming *incoming, const struct operation *operation)
{
        return operation->upload ? operation_upload(operation, find_body_type(incoming, operation))
                                 : UPLOAD_NONE;
}

/* Whether text in this charset is UTF-8 as it is; ASCII is. */
static bool is_utf8(const char *charset)
{
        static const char *const names[] = {"utf-8", "utf8", "us-ascii", "ascii"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strcasecmp(charset, names[i]) == 0)
                        return true;
        return false;
}

/* Whether the body comes as we read it: of a type that the operation takes, in UTF-8, and not packed. */
static bool check_body_form(const struct incoming *incoming, struct call *call)
{
        const struct operation *operation = call->operation;
        const char *type = header(incoming, "Content-Type"), *coding = header(incoming, "Content-Encoding");
        if (!operation->body_types.count)
                return true;
        call->body_type = find_body_type(incoming, operation);
        if (!call->body_type && operation->method == METHOD_PATCH)
                call->answer.accept_patch = join(call->arena, &operation->body_types); /* RFC 5789, 3.1 */
        if (!call->body_type)
                return call_fail(call, PROBLEM_UNSUPPORTED_MEDIA, FAULT_MEDIA_TYPES,
                                 join(call->arena, &operation->body_types), NULL);
        const char *charset = header_charset(call->arena, type);
        if (charset && !is_utf8(charset))
                return call_fail(call, PROBLEM_UNSUPPORTED_MEDIA, FAULT_CHARSET, charset, NULL);
        if (coding && strcasecmp(coding, "identity") != 0)
                return call_fail(call, PROBLEM_UNSUPPORTED_MEDIA, FAULT_CONTENT_ENCODING,
                                 arena_string(call->arena, coding), NULL);
        return true;
}

static bool check_media(const struct incoming *incoming, struct call *call)
{
        const struct operation *operation = call->operation;
        choose_answer_type(header(incoming, "Accept"), call);
        if (operation->answer_types.count && !call->answer_type)
                return call_fail(call, PROBLEM_NOT_ACCEPTABLE, FAULT_MEDIA_TYPES,
                                 join(call->arena, &operation->answer_types), NULL);
        if (operation->answer_types.count && !check_coding(incoming, call))
                return false;
        return check_body_form(incoming, call);
}

/* The header fields that operations name among their parameters. */
static void read_headers(const struct incoming *incoming, struct call *call)
{
        static const char *const names[] = {"Idempotency-Key", "Last-Event-ID", "Samrad-Min-Revision",
                                            "If-Range"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                call_read_header(call, names[i], header(incoming, names[i]));
        /* ranges are of a GET only (RFC 9110, 14.2) */
        if (strcmp(request_head_method(incoming->head), "GET") == 0)
                call_read_header(call, "Range", header(incoming, "Range"));
}

static bool check_parameters(const struct incoming *incoming, struct call *call)
{
        call_read_parameters(call);
        call_read_condition(call, FAULT_HEADER, "If-Match", header(incoming, "If-Match"), &call->if_match);
        call_read_condition(call, FAULT_HEADER, "If-None-Match", header(incoming, "If-None-Match"),
                            &call->if_none_match);
        read_headers(incoming, call);
        apply_format(call);
        return call->faults.count ? call_fail_faults(call, PROBLEM_BAD_REQUEST) : true;
}

/* Those who have not said who they are may ask what a file of minutes says, as long as it is no larger than
 * other bodies: they cannot fill the disk. */
size_t stages_upload_max(const struct server_options *options, const struct call *call, enum upload_kind kind)
{
        const size_t max[] = {[UPLOAD_IMPORT] = (size_t)options->upload_max_mb * 1024 * 1024,
                              [UPLOAD_DOCUMENT] = (size_t)options->document_max_mb * 1024 * 1024,
                              [UPLOAD_MINUTES] = call->caller.id ? PDF_MAX : CALL_BODY_MAX};
        return max[kind];
}

/* An upload that says how large it is, is not taken in only to be refused. */
static bool check_length(const struct server_options *options, const struct incoming *incoming,
                         struct call *call)
{
        const char *length = header(incoming, "Content-Length");
        enum upload_kind kind = stages_upload(incoming, call->operation);
        size_t max = stages_upload_max(options, call, kind);
        if (kind && length && strtoull(length, NULL, 10) > max)
                return refuse_upload(call, max);
        return true;
}

bool stages_ask_who(const struct incoming *incoming, const struct call *call)
{
        return !call->operation->keyless && header(incoming, "Authorization");
}

bool stages_check(const struct server_options *options, const struct incoming *incoming, struct call *call)
{
        return check_caller(options, incoming, call) && check_media(incoming, call) &&
               check_parameters(incoming, call) && check_length(options, incoming, call);
}
