/*
 * check_whatif - checks a body with hypothetical changes. The changes are validated like a write and applied
 * to the facts, and both versions are judged. Nothing is stored.
 *
 * All faults are reported at once: those of the schemas, those in the meaning of rules, those that the
 * database finds, and changes that cannot be applied.
 */
#include "checks/checks_handlers.h"
#include "rules/whatif.h"

#include "json/merge_patch.h"
#include "json/parse.h"
#include "checks/check.h"
#include "json/tree.h"

#include <string.h>

/* The largest request of an anonymous caller, in bytes. */
#define OPEN_BODY_MAX (256 * 1024)

struct whatif {
        struct call *call;
        json_t *changes;
        json_t *items;   /* the documents that the database is to check */
        json_t *removed; /* ids of memberships that would not be as they are stored */
        const struct schema *membership;
        date at;
        const char *at_text;
};

static void add_item(struct whatif *whatif, const char *collection, const char *prefix, json_t *document)
{
        const char *id = json_string_value(json_object_get(document, "id"));
        tree_add(whatif->items, json_pack("{s:s, s:s, s:s, s:O}", "collection", collection, "id",
                                          id ? id : "", "prefix", prefix, "document", document));
}

/* Checks the meaning of a rule; its faults are reported at pointers below `prefix`. */
static void check_rule(struct whatif *whatif, const char *prefix, const json_t *rule)
{
        struct call *call = whatif->call;
        struct faults faults;
        fault_init(&faults, call->arena);
        rules_faults(rule, &faults);
        for (const struct fault *fault = faults.first; fault; fault = fault->next)
                fault_add(&call->faults, FAULT_POINTER,
                          arena_format(call->arena, "%s%s", prefix, fault->where), fault->code,
                          fault->args[0], fault->args[1]);
}

/* Takes the documents of a list; `place` is its JSON pointer in the changes. */
static void take_list(struct whatif *whatif, const char *place, json_t *list, const char *collection)
{
        size_t index;
        json_t *document;
        json_array_foreach(list, index, document) {
                const char *prefix = arena_format(whatif->call->arena, "%s/%zu", place, index);
                if (json_is_object(document))
                        add_item(whatif, collection, prefix, document);
                if (strcmp(collection, "rules") == 0)
                        check_rule(whatif, prefix, document);
                if (strcmp(place, "/rules/replace") == 0 && json_is_object(document) &&
                    !json_object_get(document, "id"))
                        fault_add(&whatif->call->faults, FAULT_POINTER, prefix, FAULT_REQUIRED, "id", NULL);
        }
}

static void take_removed(struct whatif *whatif, json_t *id)
{
        if (json_is_string(id))
                tree_add(whatif->removed, json_incref(id));
}

static void take_all(struct whatif *whatif)
{
        json_t *changes = whatif->changes, *rules = json_object_get(changes, "rules"), *value;
        size_t index;
        json_array_foreach(json_object_get(changes, "end"), index, value)
                take_removed(whatif, value);
        json_array_foreach(json_object_get(changes, "change"), index, value)
                take_removed(whatif, json_object_get(value, "id"));
        take_list(whatif, "/add", json_object_get(changes, "add"), "memberships");
        take_list(whatif, "/rules/add", json_object_get(rules, "add"), "rules");
        take_list(whatif, "/rules/replace", json_object_get(rules, "replace"), "rules");
}

/* Checks the length of an anonymous caller's request; the limit has room for a body of a thousand members and
 * three hundred rules. */
static bool check_length(struct call *call)
{
        if (call->caller.id || call->body_length <= OPEN_BODY_MAX)
                return true;
        const char *limit = arena_format(call->arena, "%d", OPEN_BODY_MAX);
        return call_fail(call, PROBLEM_TOO_LARGE, FAULT_LIMIT_BYTES, limit, NULL);
}

/* Whether there is more of something than is allowed, or more faults than are reported. The request is then
 * refused without asking the database. */
static bool is_beyond_bounds(const struct faults *faults)
{
        bool beyond = faults->count > faults->listed_max;
        for (const struct fault *fault = faults->first; fault && !beyond; fault = fault->next)
                beyond = fault->code == FAULT_MAX_ITEMS || fault->code == FAULT_TOO_MANY;
        return beyond;
}

static bool read_changes(struct whatif *whatif)
{
        struct call *call = whatif->call;
        if (!check_length(call))
                return false;
        whatif->changes = parse_json(call->arena, call->body, call->body_length, &call->faults);
        if (!whatif->changes)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        whatif->items = tree_array(call->arena);
        whatif->removed = tree_array(call->arena);
        const char *today = access_today(call);
        schema_check(call->operation->body, whatif->changes, "", SCHEMA_REQUEST, &call->faults);
        if (is_beyond_bounds(&call->faults))
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        const char *at = json_string_value(json_object_get(whatif->changes, "at"));
        if (!at || !date_parse(at, strlen(at), &whatif->at))
                whatif->at = check_date(today);
        take_all(whatif);
        return true;
}

static json_t *find_membership(json_t *facts, const char *id)
{
        size_t index;
        json_t *membership;
        json_array_foreach(json_object_get(facts, "memberships"), index, membership) {
                const char *own = json_string_value(json_object_get(membership, "id"));
                if (id && own && strcmp(own, id) == 0)
                        return membership;
        }
        return NULL;
}

/* Takes a patched document, which must satisfy the whole schema. */
static void take_changed(struct whatif *whatif, json_t *stored, const json_t *patch, const char *prefix)
{
        json_t *merged = tree_tie(whatif->call->arena, merge_patch_apply(stored, patch));
        schema_drop_stamps(merged);
        schema_check(whatif->membership, merged, prefix, SCHEMA_REQUEST, &whatif->call->faults);
        add_item(whatif, "memberships", prefix, merged);
}

static void take_changes(struct whatif *whatif, json_t *facts)
{
        size_t index;
        json_t *patch;
        json_array_foreach(json_object_get(whatif->changes, "change"), index, patch) {
                json_t *stored = find_membership(facts, json_string_value(json_object_get(patch, "id")));
                const char *prefix = arena_format(whatif->call->arena, "/change/%zu", index);
                if (stored)
                        take_changed(whatif, stored, patch, prefix);
        }
}

/* Asks the database for the faults of the documents. */
static bool find_faults(struct whatif *whatif, struct session *session)
{
        struct call *call = whatif->call;
        size_t count = json_array_size(whatif->removed);
        const char **removed = arena_array(call->arena, count + 1, sizeof *removed);
        for (size_t i = 0; i < count; i++)
                removed[i] = json_string_value(json_array_get(whatif->removed, i));
        struct sql_value values[] = {{"items", tree_text(call->arena, whatif->items)},
                                     {"removed", sql_array(call->arena, removed, count)}};
        struct rows *rows;
        if (!access_run_file(call, session, "bodies/whatif", values, 2, &rows))
                return false;
        access_collect_faults(call, rows);
        return true;
}

static bool write_results(struct whatif *whatif, const struct rows *rows, json_t *before, json_t *after)
{
        struct call *call = whatif->call;
        struct buffer *out = &call->answer.body;
        const struct rules_facts *facts = check_load_of_tree(call, before);
        const struct rules_facts *thought = facts ? check_load_of_tree(call, after) : NULL;
        if (!thought)
                return false;
        const struct rules_result *old = check_judge(call, facts, whatif->at);
        const struct rules_result *new = check_judge(call, thought, whatif->at);
        buffer_add_string(out, "{\"before\":");
        check_write(out, old, rows, 0);
        buffer_add_string(out, ",\"after\":");
        check_write(out, new, rows, 0);
        buffer_add_string(out, ",\"difference\":");
        rules_difference_write(out, old, new);
        buffer_add_char(out, '}');
        call->answer.revision = rows_text(rows, 0, CHECK_REVISION);
        return true;
}

/* A what-if could be composed so that its answer reveals a member's gender. */
static bool asks_gender(const struct whatif *whatif, const json_t *facts)
{
        const json_t *const lists[] = {json_object_get(facts, "rules"),
                                       json_object_get(json_object_get(whatif->changes, "rules"), "add"),
                                       json_object_get(json_object_get(whatif->changes, "rules"), "replace")};
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
                size_t index;
                const json_t *rule;
                json_array_foreach(lists[i], index, rule) {
                        if (rules_ask_gender(rule))
                                return true;
                }
        }
        return false;
}

static bool judge_both(struct whatif *whatif, const struct rows *rows, json_t *facts, bool sound)
{
        struct call *call = whatif->call;
        if (!access_sees_restricted(call) && asks_gender(whatif, facts))
                return call_fail(call, PROBLEM_FORBIDDEN, FAULT_RESTRICTED, SCOPE_RESTRICTED, NULL);
        json_t *after = sound ? rules_whatif(facts, whatif->changes, whatif->at, &call->faults) : NULL;
        if (after)
                tree_tie(call->arena, after);
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        return write_results(whatif, rows, facts, memory_need(after));
}

/* The schema of what a collection stores, by which a merged document is checked. */
static const struct schema *schema_of(const struct contract *contract, const char *collection)
{
        for (size_t i = 0; i < contract->operation_count; i++) {
                const struct operation *operation = &contract->operations[i];
                if (operation->collection && strcmp(operation->action, "put") == 0 &&
                    strcmp(operation->collection, collection) == 0)
                        return operation->resource;
        }
        return NULL;
}

bool whatif_handler(struct registry *registry, struct call *call)
{
        struct whatif whatif = {.call = call, .membership = schema_of(registry->contract, "memberships")};
        struct session *session;
        struct check_body body;
        call->use = CALL_JUDGES;
        if (!whatif.membership)
                return call_fail_internal(call, "memberships have no schema");
        if (!read_changes(&whatif))
                return false;
        bool sound = call->faults.count == 0; /* by its schemas: it can be applied */
        json_t *patches = json_object_get(whatif.changes, "change"), *patch;
        json_t *thought = tree_tie(call->arena, json_copy(whatif.items));
        size_t index;
        json_array_foreach(patches, index, patch) {
                if (json_is_object(patch))
                        tree_add(thought,
                                 json_pack("{s:s, s:O}", "collection", "memberships", "document", patch));
        }
        struct check_options options = {.changes = tree_text(call->arena, thought)};
        if (!access_open(registry, call, &session))
                return false;
        options.session = session;
        if (!check_load_one(registry, call, call->id, &options, &body))
                return false;
        json_t *facts = check_load_tree(call, body.rows, body.row);
        if (!facts)
                return false;
        take_changes(&whatif, facts);
        if (!find_faults(&whatif, session))
                return false;
        store_return(session);
        return judge_both(&whatif, body.rows, facts, sound);
}
