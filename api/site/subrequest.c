#include "site/subrequest.h"

#include "access/run.h"

#include "base/percent.h"
#include "json/tree.h"

#include <stdlib.h>
#include <string.h>

/* Makes the call fail for the same reason as the inner call. */
static bool fail_like(struct call *call, const struct call *inner)
{
        const struct answer *answer = &inner->answer;
        const struct fault *detail = &answer->detail;
        for (const struct fault *fault = inner->faults.first; fault; fault = fault->next)
                fault_add(&call->faults, fault->place, fault->where, fault->code, fault->args[0],
                          fault->args[1]);
        call->answer.database_detail = arena_string(call->arena, answer->database_detail);
        call->answer.retry_after = answer->retry_after;
        return call_fail(call, answer->problem, detail->code, arena_string(call->arena, detail->args[0]),
                         arena_string(call->arena, detail->args[1]));
}

static bool find_operation(struct call *inner, const char *target)
{
        const struct operation *const *route;
        target_parse(inner->arena, target, &inner->target, &inner->faults);
        if (inner->target.segment_count <= TARGET_SEGMENTS_MAX)
                inner->operation = contract_find(inner->contract, inner->target.segments,
                                                 inner->target.segment_count, METHOD_GET, &route, &inner->id);
        if (!inner->operation || inner->operation->scope)
                return call_fail_internal(inner, "a page asks what is not open to everybody");
        inner->answer_type = "application/json";
        call_read_parameters(inner);
        return inner->faults.count ? call_fail_faults(inner, PROBLEM_BAD_REQUEST) : true;
}

/* If the answer is a stream, makes all of it. */
static bool finish_stream(struct call *inner)
{
        struct answer *answer = &inner->answer;
        bool more = answer->stream.next != NULL;
        while (more) {
                size_t before = answer->body.length;
                if (!answer->stream.next(answer->stream.context, &answer->body))
                        return call_fail_internal(inner, "an answer broke off");
                more = answer->body.length != before;
        }
        return buffer_is_full(&answer->body) ? call_fail_internal(inner, "answer too large") : true;
}

static bool read_answer(struct call *call, const struct call *inner, json_t **ret)
{
        const struct answer *answer = &inner->answer;
        size_t length;
        const char *bytes = call_answer_bytes(answer, &length);
        *ret = memory_need(tree_load(call->arena, bytes, length));
        call->answer.lags |= answer->lags;
        return true;
}

/* Releases the body of an answer, which does not belong to its arena. */
static void clear_body(void *inner)
{
        buffer_clear(&((struct call *)inner)->answer.body);
}

bool subrequest(struct registry *registry, struct call *call, const char *target, json_t **ret)
{
        struct arena *arena = arena_new_below(call->arena, CALL_MEMORY_MAX);
        struct call *inner = arena_alloc(arena, sizeof *inner);
        arena_defer(arena, clear_body, inner);
        inner->arena = arena;
        inner->contract = call->contract;
        inner->request_id = call->request_id;
        inner->language = call->language;
        call_start_over(inner);
        bool done = find_operation(inner, target) && run_call(registry, inner) && finish_stream(inner)
                            ? read_answer(call, inner, ret)
                            : fail_like(call, inner);
        arena_free(arena);
        return done;
}

void subrequest_add_parameter(struct buffer *target, const char *name, const char *value)
{
        if (!value || !*value)
                return;
        bool first = !target->bytes || !memchr(target->bytes, '?', target->length);
        buffer_format(target, "%c%s=", first ? '?' : '&', name);
        percent_add(target, value, "");
}
