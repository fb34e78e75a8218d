#include "call/call.h"

#include "base/hash.h"
#include "base/quota.h"

#include <stdatomic.h>
#include <string.h>

const struct argument *call_arguments(const struct call *call, const char *name)
{
        for (size_t i = 0; i < call->argument_count; i++)
                if (strcmp(call->arguments[i].parameter->name, name) == 0)
                        return call->arguments[i].count ? &call->arguments[i] : NULL;
        return NULL;
}

const char *call_argument(const struct call *call, const char *name)
{
        for (size_t i = 0; i < call->argument_count; i++) {
                const struct argument *argument = &call->arguments[i];
                if (strcmp(argument->parameter->name, name) == 0)
                        return argument->count ? argument->texts[0] : argument->parameter->default_text;
        }
        return NULL;
}

static bool list_contains(const char *scopes, const char *scope)
{
        size_t length = strlen(scope);
        while (*scopes) {
                size_t token = strcspn(scopes, " ");
                if (token == length && memcmp(scopes, scope, length) == 0)
                        return true;
                scopes += token + (scopes[token] == ' ');
        }
        return false;
}

bool call_is_page(const struct call *call)
{
        return operation_is_page(call->operation);
}

bool call_has_scope(const struct call *call, const char *scope)
{
        const char *scopes = call->caller.scopes;
        return scopes && (list_contains(scopes, scope) || list_contains(scopes, "samrad:admin"));
}

bool call_fail(struct call *call, enum problem problem, enum fault_code detail, const char *arg0,
               const char *arg1)
{
        struct answer *answer = &call->answer;
        if (answer->problem)
                return false;
        answer->problem = problem;
        answer->detail = (struct fault){.code = detail, .args = {arg0, arg1}};
        answer->has_detail = true;
        return false;
}

bool call_fail_faults(struct call *call, enum problem problem)
{
        return call_fail(call, problem, FAULT_SEE_ERRORS, NULL, NULL);
}

void call_copy(const struct call *call, struct arena *arena, struct call *ret)
{
        *ret = *call;
        ret->arena = arena;
        ret->may_pause = false;
        ret->answer = (struct answer){.body = BUFFER(ANSWER_MAX)};
        fault_init(&ret->faults, arena);
}

bool call_fail_as(struct call *call, const struct call *copy)
{
        const struct answer *from = &copy->answer;
        for (const struct fault *fault = copy->faults.first; fault; fault = fault->next)
                fault_add(&call->faults, fault->place, fault->where, fault->code, fault->args[0],
                          fault->args[1]);
        if (from->database_detail)
                call->answer.database_detail = arena_string(call->arena, from->database_detail);
        if (!from->problem)
                return call_fail_internal(call, "a part of the work failed without a reason");
        if (from->retry_after)
                call->answer.retry_after = from->retry_after;
        return call_fail(call, from->problem, from->detail.code,
                         arena_string(call->arena, from->detail.args[0]),
                         arena_string(call->arena, from->detail.args[1]));
}

void call_start_over(struct call *call)
{
        buffer_clear(&call->answer.body);
        call->answer = (struct answer){.body = BUFFER(ANSWER_MAX)};
        fault_init(&call->faults, call->arena);
}

bool call_has_paused(const struct call *call)
{
        return call->answer.pause.ms || call->answer.pause.read;
}

const char *call_answer_bytes(const struct answer *answer, size_t *ret_length)
{
        *ret_length = answer->borrowed ? answer->borrowed_length : answer->body.length;
        return answer->borrowed ? answer->borrowed : answer->body.bytes;
}

uint64_t call_new_mark(void)
{
        static atomic_uint_fast64_t last;
        return atomic_fetch_add(&last, 1) + 1;
}

uint64_t call_fixed_mark(const char *name)
{
        return hash_bytes(name, strlen(name)) | (uint64_t)1 << 63;
}

bool call_fail_internal(struct call *call, const char *why)
{
        if (!call->answer.database_detail)
                call->answer.database_detail = why;
        return call_fail(call, PROBLEM_INTERNAL, FAULT_REFERENCE_ID, call->request_id, NULL);
}

bool call_fail_busy(struct call *call, const char *why)
{
        if (!call->answer.database_detail)
                call->answer.database_detail = why;
        return call_fail(call, PROBLEM_OVERLOADED, FAULT_NOT_NOW, NULL, NULL);
}

struct call_place {
        struct quota *quota; /* NULL: given back */
        uint64_t who;
};

void call_leave_place(struct call_place *place)
{
        if (place->quota)
                quota_release(place->quota, place->who);
        place->quota = NULL;
}

static void leave_deferred(void *place)
{
        call_leave_place(place);
}

/* The place is tied to the arena before it is taken, so that it is returned even if memory runs out. */
struct call_place *call_take_place(struct call *call, struct quota *quota, int ms, enum fault_code full)
{
        struct call_place *place = arena_alloc(call->arena, sizeof *place);
        const char *share = arena_format(call->arena, "%d", quota->each);
        arena_defer(call->arena, leave_deferred, place);
        switch (quota_take(quota, call->caller.who, ms)) {
        case QUOTA_TAKEN:
                *place = (struct call_place){quota, call->caller.who};
                return place;
        case QUOTA_SHARE:
                call_fail(call, PROBLEM_TOO_MANY_REQUESTS, FAULT_TOO_MANY_AT_ONCE, share, NULL);
                return NULL;
        default:
                call->answer.database_detail = "all places are taken";
                call_fail(call, PROBLEM_OVERLOADED, full, NULL, NULL);
                return NULL;
        }
}
