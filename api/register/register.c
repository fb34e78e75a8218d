#include "register.h"

#include "register/access.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct action {
        const char *name;
        handler *run;
        bool kept;            /* the answer may be kept until the revision moves */
        const char *files[3]; /* query files it cannot do without; %s is the collection */
} actions[] = {
        {"list", list_handler, true, {"%s/list", "resource/deleted"}},
        {"search", list_handler, true, {"search/list", "search/facets"}},
        {"get", get_handler, true, {"resource/get"}},
        {"create", write_handler, false, {"resource/insert", "resource/faults", "bodies/affected"}},
        {"put", write_handler, false, {"resource/update", "resource/references", "resource/lock"}},
        {"patch", write_handler, false, {"resource/update", "resource/faults", "resource/lock"}},
        {"delete", write_handler, false, {"resource/delete", "resource/referrers", "resource/lock"}},
        {"transaction", transaction_handler, false, {"operations/revision"}},
        {"history", history_handler, true, {"resource/history"}},
        {"check", check_handler, true, {"bodies/facts"}},
        {"whatif", whatif_handler, false, {"bodies/facts", "bodies/whatif"}},
        {"timeline", timeline_handler, true, {"bodies/facts"}},
        {"agreement_check", agreement_check_handler, true, {"agreements/facts"}},
        {"meeting_check", meeting_check_handler, true, {"bodies/facts", "meetings/body"}},
        {"checks", checks_handler, false, {"bodies/facts", "bodies/sweep"}},
        {"upcoming", upcoming_handler, true, {"bodies/facts", "bodies/sweep", "operations/now"}},
        {"page", page_handler, true, {"bodies/facts", "bodies/page"}},
        {"changes", changes_handler, false, {"changes/page", "changes/newest", "operations/revision"}},
        {"keys", keys_handler, false, {"keys/list"}},
        {"key", key_handler, false, {"keys/list"}},
        {"create_key", create_key_handler, false, {"keys/create", "keys/faults", "keys/list"}},
        {"revoke_key", revoke_key_handler, false, {"keys/revoke"}},
        {"openapi_json", openapi_json_handler, false, {NULL}},
        {"openapi_yaml", openapi_yaml_handler, false, {NULL}},
        {"live", live_handler, false, {NULL}},
        {"ready", ready_handler, false, {"operations/ready"}},
        {"metrics", metrics_handler, false, {NULL}},
};

static const struct action *find_action(const char *name)
{
        for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
                if (strcmp(actions[i].name, name) == 0)
                        return &actions[i];
        return NULL;
}

/* The name of a query file of a collection; `form` has one %s or none. */
static const char *file_name(struct arena *arena, const char *form, const char *collection)
{
        const char *mark = strstr(form, "%s");
        return mark ? arena_format(arena, "%.*s%s%s", (int)(mark - form), form, collection, mark + 2)
                    : arena_format(arena, "%s", form);
}

static bool check_files(struct arena *arena, const struct operation *operation, const struct action *action,
                        const char **ret_error)
{
        const char *collection = operation->collection ? operation->collection : "";
        for (size_t i = 0; i < sizeof action->files / sizeof *action->files && action->files[i]; i++) {
                const char *name = file_name(arena, action->files[i], collection);
                if (!name || !sql_file(name)) {
                        *ret_error = arena_format(arena, "%s needs the query %s", operation->id,
                                                  name ? name : "?");
                        return false;
                }
        }
        for (size_t i = 0; i < operation->include.count; i++) {
                const char *name =
                        arena_format(arena, "%s/include.%s", collection, operation->include.items[i]);
                if (!name || !sql_file(name)) {
                        *ret_error = arena_format(arena, "%s needs the query %s", operation->id,
                                                  name ? name : "?");
                        return false;
                }
        }
        return true;
}

bool register_bind(struct registry *registry, struct arena *arena, const char **ret_error)
{
        struct contract *contract = registry->contract;
        for (size_t i = 0; i < contract->operation_count; i++) {
                struct operation *operation = &contract->operations[i];
                const struct action *action = find_action(operation->action);
                if (!action) {
                        *ret_error = arena_format(arena, "%s has no handler for %s", operation->id,
                                                  operation->action);
                        return false;
                }
                if (!check_files(arena, operation, action, ret_error))
                        return false;
                operation->handler = action;
        }
        return true;
}

/* A read: kept, or answered and kept. The revision is looked at first: what is read afterwards is not older.
 */
static bool run_kept(struct registry *registry, struct call *call, const struct action *action)
{
        bool restricted = access_sees_restricted(call);
        int64_t revision = listener_revision(registry->listener);
        const char *day = access_today(call);
        if (!day)
                return call_fail_internal(call, "no clock");
        if (cache_find(registry->cache, call, restricted, day, revision)) {
                return true;
        }
        if (!action->run(registry, call))
                return false;
        cache_keep(registry->cache, call, restricted, day, revision);
        return true;
}

bool register_run(struct registry *registry, struct call *call)
{
        const struct action *action = call->operation->handler;
        if (action->kept && registry->cache)
                return run_kept(registry, call, action);
        bool done = action->run(registry, call) || call->answer.replayed;
        if (done && call->operation->method != METHOD_GET && call->answer.revision)
                listener_committed(registry->listener, strtoll(call->answer.revision, NULL, 10));
        return done;
}
