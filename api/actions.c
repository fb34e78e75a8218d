#include "actions.h"

#include "access/access_handlers.h"
#include "bulk/bulk_handlers.h"
#include "changes/changes_handlers.h"
#include "checks/checks_handlers.h"
#include "documents/documents_handlers.h"
#include "documents/minutes_intake.h"
#include "resources/representation.h"
#include "resources/resources_handlers.h"
#include "rules/rules.h"
#include "site/site_handlers.h"

#include <string.h>

/* What is made anew each time, in a worker that may wait. */
#define FRESH   0
#define KEPT    ACTION_KEPT
#define QUICK   ACTION_QUICK
#define AT_ONCE ACTION_AT_ONCE
#define PAUSES  ACTION_PAUSES

static const struct action actions[] = {
        {"list", list_handler, KEPT | QUICK, {"%s/list", "resource/deleted"}},
        {"search", search_handler, KEPT, {"search/list", "search/corrected", "search/counts"}},
        {"get", get_handler, KEPT | QUICK | PAUSES, {"resource/get"}},
        {"create", write_handler, FRESH, {"resource/insert", "resource/faults", "bodies/affected"}},
        {"put", write_handler, FRESH, {"resource/update", "resource/references", "resource/lock"}},
        {"patch", write_handler, FRESH, {"resource/update", "resource/faults", "resource/lock"}},
        {"delete", write_handler, FRESH, {"resource/delete", "resource/referrers", "resource/lock"}},
        {"merge",
         write_handler,
         FRESH,
         {"resource/merge", "resource/merge_faults", "resource/merge_conflicts"}},
        {"transaction", transaction_handler, FRESH, {"operations/revision"}},
        {"erase", erase_handler, FRESH, {"persons/erase"}},
        {"history", history_handler, KEPT | QUICK, {"resource/history"}},
        {"check", check_handler, KEPT, {"bodies/own_facts", "bodies/facts", "bodies/reference_data"}},
        {"whatif", whatif_handler, FRESH, {"bodies/facts", "bodies/whatif"}},
        {"timeline_bands",
         timeline_bands_handler,
         KEPT,
         {"bodies/own_facts", "bodies/facts", "bodies/reference_data"}},
        {"cadence", cadence_handler, KEPT, {"bodies/own_facts", "bodies/facts", "bodies/reference_data"}},
        {"mandate", mandate_handler, KEPT, {"bodies/own_facts", "bodies/facts", "bodies/reference_data"}},
        {"roster", roster_handler, KEPT, {"bodies/own_facts", "bodies/facts", "bodies/roster"}},
        {"statistics", statistics_handler, KEPT, {"bodies/statistics"}},
        {"agreement_timeline", agreement_timeline_handler, KEPT, {"agreements/timeline"}},
        {"map", map_handler, KEPT, {"map/get"}},
        {"timeline", timeline_handler, KEPT, {"bodies/own_facts", "bodies/facts", "bodies/reference_data"}},
        {"agreement_check", agreement_check_handler, KEPT, {"agreements/facts"}},
        {"meeting_check", meeting_check_handler, KEPT, {"bodies/facts", "meetings/body"}},
        {"checks", checks_handler, FRESH, {"bodies/own_facts", "bodies/facts", "bodies/sweep"}},
        {"rule_check", rule_check_handler, FRESH, {"rules/owner", "bodies/own_facts", "bodies/sweep"}},
        {"rule_timeline", rule_timeline_handler, KEPT, {"rules/existence_facts", "rules/owner"}},
        {"rule_whatif",
         rule_whatif_handler,
         FRESH,
         {"bodies/facts", "bodies/whatif", "rules/bodies_applied_to"}},
        {"upcoming", upcoming_handler, KEPT, {"bodies/own_facts", "bodies/sweep", "operations/now"}},
        {"minutes_parse", minutes_parse_handler, FRESH, {"minutes/resolve_names"}},
        {"content_get", content_get_handler, FRESH, {"documents/content", "documents/content_piece"}},
        {"content_put",
         content_put_handler,
         FRESH,
         {"documents/add_content", "documents/add_content_piece", "documents/content_state"}},
        {"content_erase", content_erase_handler, FRESH, {"documents/erase"}},
        {"action_patch", action_patch_handler, FRESH, {"actions/get", "resource/update", "resource/lock"}},
        {"page", page_handler, KEPT, {"bodies/own_facts", "bodies/facts", "bodies/page"}},
        {"import", import_handler, FRESH, {"import/store", "import/add_lines", "resource/faults"}},
        {"export", export_handler, FRESH, {"export/public", "export/restricted"}},
        {"changes", changes_handler, FRESH, {"changes/page", "changes/newest", "operations/revision"}},
        {"keys", keys_handler, FRESH, {"keys/list"}},
        {"key", key_handler, FRESH, {"keys/list"}},
        {"create_key", create_key_handler, FRESH, {"keys/create", "keys/faults", "keys/list"}},
        {"revoke_key", revoke_key_handler, FRESH, {"keys/revoke"}},
        {"webhook_list", webhook_list_handler, FRESH, {"webhooks/list"}},
        {"webhook_create", webhook_create_handler, FRESH, {"webhooks/insert", "webhooks/faults"}},
        {"webhook_get", webhook_get_handler, FRESH, {"webhooks/get"}},
        {"webhook_patch",
         webhook_patch_handler,
         FRESH,
         {"webhooks/lock", "webhooks/faults", "webhooks/update"}},
        {"webhook_delete", webhook_delete_handler, FRESH, {"webhooks/lock", "webhooks/delete"}},
        {"webhook_deliveries", webhook_deliveries_handler, FRESH, {"webhooks/get", "webhooks/deliveries"}},
        {"webhook_replay", webhook_replay_handler, FRESH, {"webhooks/get", "webhooks/replay"}},
        {"webhook_secret", webhook_secret_handler, FRESH, {"webhooks/get", "webhooks/rotate"}},
        {"webhook_ping", webhook_ping_handler, FRESH, {"webhooks/get", "webhooks/ping"}},
        {"front_home", front_home_handler, KEPT, {NULL}},
        {"front_search", front_search_handler, KEPT, {NULL}},
        {"front_bodies", front_bodies_handler, KEPT, {NULL}},
        {"front_body", front_body_handler, KEPT, {NULL}},
        {"front_agreements", front_agreements_handler, KEPT, {NULL}},
        {"front_agreement", front_agreement_handler, KEPT, {NULL}},
        {"front_meeting", front_meeting_handler, KEPT, {NULL}},
        {"front_organisation", front_organisation_handler, KEPT, {NULL}},
        {"front_problem", front_problem_handler, FRESH, {NULL}},
        {"robots", robots_handler, AT_ONCE, {NULL}},
        {"icon", icon_handler, AT_ONCE, {NULL}},
        {"sitemap", sitemap_handler, FRESH, {NULL}},
        {"security", security_handler, AT_ONCE, {NULL}},
        {"api_catalog", api_catalog_handler, AT_ONCE, {NULL}},
        {"catalogue", catalogue_handler, FRESH, {NULL}},
        {"front_person", front_person_handler, KEPT, {NULL}},
        {"front_office", front_office_handler, KEPT, {NULL}},
        {"front_area", front_area_handler, KEPT, {NULL}},
        {"front_areas", front_areas_handler, KEPT, {NULL}},
        {"front_codes", front_codes_handler, KEPT, {NULL}},
        {"front_body_changes", front_body_changes_handler, KEPT, {NULL}},
        {"front_body_mandate", front_body_mandate_handler, KEPT, {NULL}},
        {"front_body_roster", front_body_roster_handler, KEPT, {NULL}},
        {"front_body_statistics", front_body_statistics_handler, KEPT, {NULL}},
        {"front_docs", front_docs_handler, FRESH, {NULL}},
        {"front_asset", front_asset_handler, AT_ONCE, {NULL}},
        {"front_to_docs", front_to_docs_handler, AT_ONCE, {NULL}},
        {"openapi_json", openapi_json_handler, AT_ONCE, {NULL}},
        {"openapi_yaml", openapi_yaml_handler, AT_ONCE, {NULL}},
        {"live", live_handler, AT_ONCE, {NULL}},
        {"ready", ready_handler, AT_ONCE, {NULL}},
        {"metrics", metrics_handler, AT_ONCE, {NULL}},
};

/* The media types of bodies that are no JSON. */
static const struct body_reader body_readers[] = {
        {"text/plain", minutes_intake_read},
        {"application/pdf", minutes_intake_read},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", minutes_intake_read},
        {"application/vnd.oasis.opendocument.text", minutes_intake_read},
        {NULL, NULL}};

/* What no schema can say of the documents of a collection. */
static const struct {
        const char *collection;
        void (*run)(const json_t *document, struct faults *faults);
} document_checks[] = {{"rules", rules_faults}};

static bool writes_document(const struct operation *operation)
{
        return operation->collection && operation->body && operation->resource;
}

static void bind_document_check(struct operation *operation)
{
        for (size_t i = 0; i < sizeof document_checks / sizeof *document_checks; i++)
                if (writes_document(operation) &&
                    strcmp(document_checks[i].collection, operation->collection) == 0)
                        operation->check = document_checks[i].run;
}

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

static bool names_have_all(const struct names *names, const struct names *wanted)
{
        size_t found = 0;
        for (size_t i = 0; i < wanted->count; i++)
                for (size_t j = 0; j < names->count; j++)
                        found += strcmp(wanted->items[i], names->items[j]) == 0;
        return found == wanted->count;
}

/* Whether what an operation answers beside JSON has a form, and knows what that needs. */
static bool check_forms(struct arena *arena, const struct operation *operation, const struct action *action,
                        const char **ret_error)
{
        if (action->run != list_handler && action->run != get_handler)
                return true;
        for (size_t i = 0; i < operation->answer_types.count; i++) {
                const char *type = operation->answer_types.items[i];
                const struct representation *form = representation_find(operation->collection, type);
                if (strcmp(type, "application/json") == 0)
                        continue;
                if (!form || !names_have_all(&operation->include, representation_needs(form))) {
                        *ret_error = arena_format(arena, "%s has no form for %s", operation->id, type);
                        return false;
                }
        }
        return true;
}

bool actions_bind(struct registry *registry, struct arena *arena, const char **ret_error)
{
        struct contract *contract = registry->contract;
        registry->body_readers = body_readers;
        for (size_t i = 0; i < contract->operation_count; i++) {
                struct operation *operation = &contract->operations[i];
                const struct action *action = find_action(operation->action);
                if (!action) {
                        *ret_error = arena_format(arena, "%s has no handler for %s", operation->id,
                                                  operation->action);
                        return false;
                }
                if (!check_files(arena, operation, action, ret_error) ||
                    !check_forms(arena, operation, action, ret_error))
                        return false;
                operation->handler = action;
                bind_document_check(operation);
        }
        return true;
}
