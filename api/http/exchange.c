#include "http/exchange.h"

#include "http/answer.h"
#include "coding/encoding.h"
#include "coding/headers.h"

#include <string.h>

/* A read whose answer the caller has already (RFC 9110, 13.1.2). */
static void apply_not_modified(struct call *call)
{
        struct answer *answer = &call->answer;
        const struct condition *condition = &call->if_none_match;
        if (!call->operation || call->operation->method != METHOD_GET || answer->status != 200 ||
            !answer->etag || !condition->given)
                return;
        /* the tag of a resource is its version, which says nothing of what is included */
        if (call->include.count && answer->etag[0] == '"')
                return;
        const char *quote = strchr(answer->etag, '"');
        char *tag = arena_copy(call->arena, quote + 1, strlen(quote) - 2);
        if (!condition->any && !call_condition_names(condition, tag))
                return;
        answer->status = 304;
        answer->coding = CODING_IDENTITY;
        answer->stream = (struct answer_stream){0};
        buffer_clear(&answer->body);
        answer->borrowed = NULL;
}

static void begin(const struct server_options *options, const struct incoming *incoming, struct call *call)
{
        call->contract = options->contract;
        call->strict = header_prefers_strict(request_head_field(incoming->head, "Prefer"));
        call->language = header_language(request_head_field(incoming->head, "Accept-Language"));
        call->request_id = header_request_id(call->arena, request_head_field(incoming->head, "X-Request-Id"));
        call->body = incoming->body;
        call->body_length = incoming->body_length;
        call->upload = incoming->upload;
        call->may_pause = true;
        call_start_over(call);
}

/* What a request says of itself, less its body. */
#define ADMISSION_MEMORY ((size_t)4 * 1024 * 1024)

/* A request whose head has come, and what is done with its body. */
struct announced {
        const struct server_options *options;
        const struct incoming *incoming;
        bool may_wait;
        struct arena *arena;
        enum admission admission;
        size_t max;
};

static void look_at_head(void *context)
{
        struct announced *announced = context;
        const struct incoming *incoming = announced->incoming;
        struct call *call = arena_alloc(announced->arena, sizeof *call);
        call->arena = announced->arena;
        begin(announced->options, incoming, call);
        bool framed = stages_framing(incoming, call),
             found = framed && stages_route(announced->options, incoming, call);
        enum upload_kind kind =
                found && call->operation ? stages_upload(incoming, call->operation) : UPLOAD_NONE;
        /* if nobody can tell where the body ends, it must not be waited for */
        if (!framed && call->answer.close)
                announced->admission = ADMISSION_REFUSED;
        else if (kind && stages_ask_who(incoming, call) && !announced->may_wait) {
                announced->admission = ADMISSION_WAITS;
        } else if (kind) {
                bool good = stages_check(announced->options, incoming, call);
                announced->admission = good ? ADMISSION_UPLOAD : ADMISSION_REFUSED;
                announced->max = stages_upload_max(announced->options, call, kind);
        }
}

enum admission exchange_admit(const struct server_options *options, const struct incoming *incoming,
                              bool may_wait, size_t *ret_max)
{
        struct announced announced = {.options = options,
                                      .incoming = incoming,
                                      .may_wait = may_wait,
                                      .arena = arena_new(ADMISSION_MEMORY)};
        if (announced.arena && !memory_guard(look_at_head, &announced))
                announced.admission = ADMISSION_ORDINARY;
        arena_free(announced.arena);
        *ret_max = announced.max;
        return announced.admission;
}

/* As JSON, and to people who asked for a page as one. */
static void tell_problem(const struct server_options *options, const struct incoming *incoming,
                         struct call *call)
{
        const char *accept = request_head_field(incoming->head, "Accept");
        answer_write_problem(call);
        int page = accept ? header_accepts(accept, "text/html") : 0;
        if (page > 0 && page > header_accepts(accept, PROBLEM_MEDIA_TYPE))
                options->explain(call, options->context);
}

/* An exchange, and what its step came to. */
struct work {
        struct exchange *exchange;
        enum exchange_step step;
};

/* Makes the answer whole. */
static void finish(struct exchange *exchange)
{
        struct call *call = exchange->call;
        if (!call->answer.problem && buffer_is_full(&call->answer.body))
                call_fail_internal(call, "answer too large");
        if (call->answer.problem)
                tell_problem(exchange->options, &exchange->incoming, call);
        else if (!call->answer.status)
                call->answer.status = 200;
        if (call->answer.body.exhausted) /* it lacks something */
                memory_ran_out();
        encoding_choose(call, request_head_field(exchange->incoming.head, "Accept-Encoding"));
        apply_not_modified(call);
        encoding_apply(call, exchange->options->variants);
}

/* After the handler, or what refused the call before it. */
static void settle(struct work *work)
{
        const struct call *call = work->exchange->call;
        bool paused = !call->answer.problem && call_has_paused(call);
        work->step = paused ? EXCHANGE_PAUSED : EXCHANGE_ANSWERED;
        if (!paused)
                finish(work->exchange);
}

/* All stages between the route and the handler. */
static bool pass_stages(struct exchange *exchange)
{
        const struct incoming *incoming = &exchange->incoming;
        struct call *call = exchange->call;
        if (!stages_check(exchange->options, incoming, call))
                return false;
        /* refused before it came, and now it would not be: there is nothing to work on */
        if (stages_upload(incoming, call->operation) && !call->upload)
                return call_fail_busy(call, "the upload was refused before it came");
        exchange->checked = true;
        return true;
}

static void begin_work(void *context)
{
        struct work *work = context;
        struct exchange *exchange = work->exchange;
        const struct server_options *options = exchange->options;
        struct call *call = exchange->call;
        begin(options, &exchange->incoming, call);
        bool found =
                stages_framing(&exchange->incoming, call) && stages_route(options, &exchange->incoming, call);
        /* OPTIONS, and an address that leads to another, have no operation */
        bool goes_on = found && call->operation;
        if (goes_on && stages_ask_who(&exchange->incoming, call))
                work->step = EXCHANGE_WAITS;
        else if (goes_on && pass_stages(exchange) && !options->run_at_once(call, options->context))
                work->step = EXCHANGE_WAITS;
        else
                settle(work);
}

static void go_on_with_work(void *context)
{
        struct work *work = context;
        struct exchange *exchange = work->exchange;
        const struct server_options *options = exchange->options;
        struct call *call = exchange->call;
        if (exchange->checked || pass_stages(exchange))
                options->run(call, options->context);
        settle(work);
}

/* Says that there was no memory, in what was released. */
static void refuse_for_memory(void *context)
{
        const struct exchange *exchange = context;
        struct call *call = exchange->call;
        begin(exchange->options, &exchange->incoming, call);
        call_fail_busy(call, "out of memory");
        answer_write_problem(call);
}

/* Says that others are before it. */
static void refuse_for_others(void *context)
{
        struct exchange *exchange = context;
        struct call *call = exchange->call;
        const struct rate rate = call->answer.rate;
        call_start_over(call);
        call->answer.rate = rate;
        call_fail_busy(call, "too many requests wait for a worker");
        finish(exchange);
}

/* What the call had is released first: a transaction under way is rolled back, a connection returned. */
static void leave_call(struct exchange *exchange)
{
        struct call *call = exchange->call;
        buffer_clear(&call->answer.body);
        arena_reset(call->arena);
        *call = (struct call){.arena = call->arena, .operation = call->operation};
        if (memory_guard(refuse_for_memory, exchange))
                return;
        buffer_clear(&call->answer.body);
        call->answer = (struct answer){.status = 503, .database_detail = "out of memory"};
        call->request_id = "unknown";
}

static enum exchange_step run_step(struct exchange *exchange, void (*step)(void *work))
{
        struct work work = {exchange, EXCHANGE_ANSWERED};
        if (memory_guard(step, &work))
                return work.step;
        leave_call(exchange);
        return EXCHANGE_ANSWERED;
}

enum exchange_step exchange_begin(struct exchange *exchange)
{
        return run_step(exchange, begin_work);
}

enum exchange_step exchange_go_on(struct exchange *exchange)
{
        return run_step(exchange, go_on_with_work);
}

void exchange_refuse(struct exchange *exchange)
{
        if (!memory_guard(refuse_for_others, exchange))
                leave_call(exchange);
}
