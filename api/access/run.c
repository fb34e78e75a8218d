#include "access/run.h"

#include "access/access.h"

#include <stdlib.h>
#include <string.h>

/* The header with which a caller asks for at least this revision. The wait for it is twice as long as for a
 * connection or a lock, which is longer than a notification takes. */
#define MIN_REVISION        "Samrad-Min-Revision"
#define REVISION_WAIT_TIMES 2

/* Twice the length of the longest URL that a request may have. */
#define ADDRESS_MAX ((size_t)16 * 1024)

/* An answer about the past only changes when a person is erased; the erasure's number is then added to the
 * entity tag. */
static void tag_past(struct call *call)
{
        struct answer *answer = &call->answer;
        if (answer->erasure && answer->etag)
                answer->etag = arena_format(call->arena, "%.*s-e%s\"", (int)strlen(answer->etag) - 1,
                                            answer->etag, answer->erasure);
}

/* Whether the read failed because of the standby (unreachable, a conflict with replication, or too far
 * behind), so that it should be repeated on the primary. */
static bool should_repeat_on_primary(const struct call *call)
{
        enum problem problem = call->answer.problem;
        return call->elsewhere && problem && (problem_status(problem) >= 500 || problem == PROBLEM_CONFLICT);
}

/* Runs a read on a standby if there is one, and on the primary if the standby cannot answer. */
static bool run_read(struct registry *registry, struct call *call, const struct action *action)
{
        call->elsewhere =
                registry->readers && (action->traits & ACTION_KEPT) && !call_argument(call, KNOWN_AT);
        bool done = action->run(registry, call);
        if (done || !should_repeat_on_primary(call))
                return done;
        call_start_over(call);
        call->elsewhere = false;
        return action->run(registry, call);
}

static bool is_kept(const struct registry *registry, const struct call *call)
{
        const struct action *action = call->operation->handler;
        return (action->traits & ACTION_KEPT) && registry->cache;
}

static bool find_kept(struct registry *registry, struct call *call)
{
        return cache_find(registry->cache, call, access_sees_restricted(call), access_today(call),
                          call->known);
}

/* Keeps an answer that was made, not found. The revision was read before, so the answer is not older, unless
 * it comes from a standby that lags: that one is only counted. */
static void keep(struct registry *registry, struct call *call)
{
        if (!is_kept(registry, call) || call->answer.mark)
                return;
        tag_past(call);
        cache_keep(registry->cache, call, access_sees_restricted(call), access_today(call), call->known);
}

/* Whether a standby can answer the call if the primary does not. */
static bool may_ask_standby(const struct registry *registry, const struct call *call)
{
        const struct action *action = call->operation->handler;
        return registry->readers && (action->traits & ACTION_KEPT);
}

/* Asks the database for its revision, since a notification may be delayed or lost. */
static bool fetch_revision(struct registry *registry, struct call *call, int64_t *ret_revision)
{
        struct rows *rows;
        struct sql *sql = sql_new(call->arena, "", NULL, 0);
        /* with its schema: the current table, also in a call that asks about the past */
        sql_add(sql, "select revision from register.revision_counter");
        bool found = may_ask_standby(registry, call) ? access_read_soon(registry, call, sql, &rows)
                                                     : access_read(registry, call, sql, &rows);
        if (!found)
                return false;
        *ret_revision = strtoll(rows_text(rows, 0, 0), NULL, 10);
        listener_committed(registry->listener, *ret_revision);
        return true;
}

/* Runs the handler; there is nothing to wait for any more. */
static bool run_handler(struct registry *registry, struct call *call)
{
        const struct action *action = call->operation->handler;
        call->known = listener_revision(registry->listener);
        if (is_kept(registry, call))
                return access_today(call) ? find_kept(registry, call) || run_read(registry, call, action)
                                          : call_fail_internal(call, "no clock");
        bool done = action->run(registry, call) || call->answer.replayed;
        tag_past(call);
        if (done && call->operation->method != METHOD_GET && call->answer.revision)
                listener_committed(registry->listener, strtoll(call->answer.revision, NULL, 10));
        return done;
}

/* Runs a read on a standby, if it may, since the primary's revision is not known; the standby's is checked.
 */
static bool run_on_standby(struct registry *registry, struct call *call)
{
        if (!may_ask_standby(registry, call) || problem_status(call->answer.problem) < 500)
                return false;
        call_start_over(call);
        return run_handler(registry, call);
}

/* A call that waits for a revision. */
struct awaited {
        struct registry *registry;
        struct call *call;
        const char *revision;
};

/* Runs the call after its pause, if the register has reached the revision. */
static bool run_awaited(void *context)
{
        const struct awaited *awaited = context;
        struct call *call = awaited->call;
        int64_t revision = listener_revision(awaited->registry->listener);
        if (revision < call->at_least && !fetch_revision(awaited->registry, call, &revision))
                return run_on_standby(awaited->registry, call);
        if (revision >= call->at_least)
                return run_handler(awaited->registry, call);
        call->answer.database_detail = "the revision that is asked for has not come";
        return call_fail(call, PROBLEM_OVERLOADED, FAULT_NOT_YET, awaited->revision, NULL);
}

/* Where `/{id}` begins in the operation's path; NULL: it has none. */
static const char *place_of_id(const struct call *call)
{
        return call->id ? strstr(call->operation->path, "/{id}") : NULL;
}

/* The collection of the id: the segment before it. */
static const char *collection_before(struct call *call, const char *place)
{
        const char *begin = place;
        while (begin > call->operation->path && begin[-1] != '/')
                begin--;
        return arena_copy(call->arena, begin, (size_t)(place - begin));
}

/* The call's URL with another id in that place. */
static const char *address_with(struct call *call, const char *place, const char *id)
{
        const struct target *target = &call->target;
        struct buffer out = BUFFER_OF(call->arena, ADDRESS_MAX);
        size_t number = 0;
        for (const char *at = call->operation->path; at < place; at++)
                number += *at == '/';
        for (size_t i = 0; i < target->segment_count; i++)
                buffer_format(&out, "/%s", i == number ? id : target->segments[i]);
        buffer_add_string(&out, target->text + strlen(target->path));
        return buffer_text(&out);
}

/* What a read of a missing resource answers: 308 if it was merged into another, else what was answered
 * before. */
static bool write_successor(struct registry *registry, struct call *call, struct rows *rows, void *missing)
{
        const struct fault *detail = missing;
        const char *successor = rows_text(rows, 0, 0);
        (void)registry;
        if (!successor)
                return call_fail(call, PROBLEM_NOT_FOUND, detail->code, detail->args[0], detail->args[1]);
        call->answer.status = 308;
        call->answer.location = address_with(call, place_of_id(call), successor);
        return true;
}

/* Redirects a read of a merged resource to the one that replaces it. */
static bool redirect_merged(struct registry *registry, struct call *call, bool done)
{
        const struct answer *answer = &call->answer;
        const char *place = place_of_id(call);
        if (done || !place || call->operation->method != METHOD_GET || call->successor_sought ||
            answer->problem != PROBLEM_NOT_FOUND || answer->detail.code != FAULT_NO_SUCH_RESOURCE)
                return done;
        struct fault *missing = arena_alloc(call->arena, sizeof *missing);
        *missing = answer->detail;
        const struct rate rate = answer->rate;
        call_start_over(call);
        call->answer.rate = rate;
        call->successor_sought = true;
        struct sql_value values[] = {{"collection", collection_before(call, place)}, {"id", call->id}};
        struct sql *sql = sql_new(call->arena, "", values, 2);
        sql_add_file(sql, sql_file("resource/successor"));
        return access_read_then(registry, call, sql, write_successor, missing);
}

/* Runs the call when the register has reached the revision that it demands; pauses the call until then. */
static bool await_revision(struct registry *registry, struct call *call, const char *asked)
{
        int64_t revision = listener_revision(registry->listener);
        call->at_least = strtoll(asked, NULL, 10);
        if (revision < call->at_least && !fetch_revision(registry, call, &revision))
                return run_on_standby(registry, call);
        if (revision >= call->at_least)
                return run_handler(registry, call);
        struct awaited *awaited = arena_alloc(call->arena, sizeof *awaited);
        *awaited = (struct awaited){registry, call, asked};
        call->answer.pause = (struct answer_pause){.ms = REVISION_WAIT_TIMES * registry->wait_ms,
                                                   .seen = call->at_least - 1,
                                                   .resume = run_awaited,
                                                   .context = awaited};
        return true;
}

bool run_call(struct registry *registry, struct call *call)
{
        bool done = run_handler(registry, call);
        if (done)
                keep(registry, call);
        return done;
}

bool run_request(struct registry *registry, struct call *call)
{
        const struct answer_pause pause = call->answer.pause;
        const char *asked = call_argument(call, MIN_REVISION);
        bool done;
        call->answer.pause = (struct answer_pause){0};
        if (pause.resume)
                done = pause.resume(pause.context);
        else
                done = asked ? await_revision(registry, call, asked) : run_handler(registry, call);
        if (call_has_paused(call))
                return done;
        if (done && !call->successor_sought)
                keep(registry, call);
        return redirect_merged(registry, call, done);
}

void run_await(struct registry *registry, struct call *call, struct waiter *waiter)
{
        if (call->answer.pause.read)
                access_await_read(registry, call->answer.pause.read, waiter);
        else
                listener_await(registry->listener, waiter);
}

/* Whether the handler only begins a read of the primary: then it may run on a thread that must not wait. */
static bool only_pauses(const struct registry *registry, const struct call *call)
{
        const struct action *action = call->operation->handler;
        return (action->traits & ACTION_PAUSES) && !registry->readers && !call_argument(call, KNOWN_AT) &&
               strcmp(call->answer_type, "application/json") == 0;
}

bool run_at_once(struct registry *registry, struct call *call)
{
        const struct action *action = call->operation->handler;
        const char *asked = call_argument(call, MIN_REVISION);
        call->known = listener_revision(registry->listener);
        if (action->traits & ACTION_AT_ONCE) {
                action->run(registry, call);
                return true;
        }
        if (!is_kept(registry, call) || !access_today(call) ||
            (asked && call->known < strtoll(asked, NULL, 10)))
                return false;
        if (find_kept(registry, call))
                return true;
        if (!only_pauses(registry, call))
                return false;
        action->run(registry, call);
        return true;
}

bool run_is_quick(const struct call *call)
{
        return ((const struct action *)call->operation->handler)->traits & ACTION_QUICK;
}
