/*
 * action - patches of follow-up actions. Actions are part of minutes, so a patch of one is a write of its
 * minutes, with all that belongs to it (lock, checks, authorisation, a version in the history), without the
 * caller having to send the minutes.
 */
#include "resources/resources_handlers.h"
#include "access/writing.h"
#include "resources/write.h"

#include "json/merge_patch.h"
#include "json/tree.h"

#include <stdlib.h>
#include <string.h>

/* The separator between the meeting and the number in the id of an action. */
#define NUMBER_MARK "-a"

/* The operation by which minutes are patched; NULL if the contract has none. */
static const struct operation *minutes_patch(const struct contract *contract)
{
        for (size_t i = 0; i < contract->operation_count; i++) {
                const struct operation *operation = &contract->operations[i];
                if (operation->collection && strcmp(operation->collection, "minutes") == 0 &&
                    strcmp(operation->action, "patch") == 0)
                        return operation;
        }
        return NULL;
}

/* Splits the id of an action into the id of its minutes and its number. NULL if it is not such an id. */
static const char *split_id(struct arena *arena, const char *id, json_int_t *ret_number)
{
        const char *mark = NULL;
        for (const char *at = id; (at = strstr(at, NUMBER_MARK)); at++)
                mark = at;
        if (!mark || mark == id)
                return NULL;
        *ret_number = strtoll(mark + strlen(NUMBER_MARK), NULL, 10);
        return arena_copy(arena, id, (size_t)(mark - id));
}

/* Finds the action with this number in the items, and its array and index there. NULL if there is none. */
static const json_t *find_action(json_t *items, json_int_t number, json_t **ret_actions, size_t *ret_place,
                                 size_t *ret_item)
{
        json_t *item;
        size_t i;
        json_array_foreach(items, i, item) {
                json_t *actions = json_object_get(item, "actions"), *action;
                size_t k;
                json_array_foreach(actions, k, action) {
                        if (json_integer_value(json_object_get(action, "number")) != number)
                                continue;
                        *ret_actions = actions;
                        *ret_place = k;
                        *ret_item = i;
                        return action;
                }
        }
        return NULL;
}

static bool fail_not_found(struct call *call, const char *id)
{
        return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, id, "actions");
}

/* The patch of the action becomes one of its minutes: all of their items, one of them changed. `ret_place` is
 * the action's JSON pointer in them. */
static bool patch_items(struct write *write, const char *id, json_int_t number, const char **ret_place)
{
        struct call *call = write->call;
        json_t *stored = tree_load(call->arena, write->stored.whole, strlen(write->stored.whole));
        json_t *actions = NULL;
        size_t place = 0, at = 0;
        json_t *items = json_object_get(stored, "items");
        const json_t *action = find_action(items, number, &actions, &place, &at);
        if (!action)
                return fail_not_found(call, id);
        json_t *patch = tree_tie(call->arena, json_pack("{sO}", "items", items));
        if (json_array_set_new(actions, place, merge_patch_apply(action, write->document.value)) != 0)
                memory_ran_out();
        write->document.value = patch;
        *ret_place = arena_format(call->arena, "/items/%zu/actions/%zu", at, place);
        return true;
}

/* Makes pointers of faults relative to the action, which is what was sent. */
static void shorten_pointers(struct faults *faults, const char *place)
{
        size_t length = strlen(place);
        for (struct fault *fault = faults->first; fault; fault = fault->next)
                if (fault->place == FAULT_POINTER && strncmp(fault->where, place, length) == 0 &&
                    (fault->where[length] == '/' || fault->where[length] == '\0'))
                        fault->where += length;
}

static bool fetch_action(struct write *write, const char *id, const char **ret_tag, const char **ret_json)
{
        struct sql_value values[] = {{"id", id}};
        struct rows *rows;
        if (!access_run_file(write->call, write->session, "actions/get", values, 1, &rows))
                return false;
        bool found = rows_count(rows) > 0;
        *ret_tag = found ? rows_text(rows, 0, 0) : NULL;
        *ret_json = found ? rows_text(rows, 0, 1) : NULL;
        return found ? true : fail_not_found(write->call, id);
}

/* Checks If-Match, which may have the tag that the action is returned with, or the version of its minutes. */
static bool check_condition(struct write *write, const char *id)
{
        struct call *call = write->call;
        const struct condition *match = &call->if_match;
        const char *tag, *json;
        if (match->given && !write->stored.exists)
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_ABSENT, NULL, NULL);
        if (!write->stored.exists)
                return fail_not_found(call, id);
        if (!match->given || match->any || call_condition_names(match, write->stored.version))
                return true;
        if (!fetch_action(write, id, &tag, &json))
                return false;
        return call_condition_names(match, tag) ||
               call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_STALE, tag, NULL);
}

static bool write_answer(struct write *write, const char *id)
{
        struct call *call = write->call;
        const char *tag, *json;
        if (!fetch_action(write, id, &tag, &json))
                return false;
        call->answer.etag = access_tag(call, tag);
        buffer_add_string(&call->answer.body, json);
        return true;
}

/* Writes the minutes. Meanwhile the call is one about the minutes. */
static bool write_minutes(struct write *write, const char *id, json_int_t number)
{
        struct call *call = write->call;
        const char *place = NULL;
        struct gate gate;
        write->document.id = call->id;
        if (!write_lock(write) || !check_condition(write, id) || !patch_items(write, id, number, &place))
                return false;
        call->if_match = (struct condition){0};
        bool done = write_read(write) && write_carry_through(write, &gate);
        shorten_pointers(&call->faults, place);
        return done && write_answer(write, id) && access_commit(call, write->session);
}

static bool attempt_patch(struct registry *registry, struct call *call, struct session **session)
{
        const struct operation *own = call->operation;
        const struct condition match = call->if_match;
        struct write write = {.call = call};
        const char *id = call->id;
        json_int_t number = 0;
        if (!resource_read(call, &write.document))
                return false;
        const struct operation *minutes = minutes_patch(registry->contract);
        const char *meeting = split_id(call->arena, id, &number);
        if (!minutes)
                return call_fail_internal(call, "minutes that cannot be patched");
        if (!meeting)
                return fail_not_found(call, id);
        if (!access_open(registry, call, session) || !access_begin(call, *session))
                return false;
        write.session = *session;
        call->operation = minutes;
        call->id = meeting;
        bool done = write_minutes(&write, id, number);
        call->operation = own;
        call->id = id;
        call->if_match = match;
        return done;
}

bool action_patch_handler(struct registry *registry, struct call *call)
{
        return access_write(registry, call, attempt_patch);
}
