/*
 * webhooks - subscriptions and the deliveries of their messages. A caller sees its own; an administrator sees
 * all.
 *
 * Subscriptions are not a collection like the others, since their secrets and delivery positions do not
 * belong in a history.
 */
#include "changes/changes_handlers.h"
#include "auth/signature.h"
#include "json/writer.h"
#include "json/tree.h"
#include "resources/cursor.h"
#include "resources/resource.h"
#include "changes/sender.h"

#include <stdlib.h>
#include <string.h>

/* The values of a statement. Most have the caller's id, unless the caller is an administrator. */
#define VALUES_MAX 8

struct values {
        struct sql_value items[VALUES_MAX];
        size_t count;
};

static void add_value(struct values *values, const char *name, const char *text)
{
        values->items[values->count++] = (struct sql_value){name, text};
}

static void add_owner(struct values *values, struct call *call)
{
        if (!call_has_scope(call, "samrad:admin"))
                add_value(values, "owner", call->caller.id);
}

static bool run_query(struct call *call, struct session *session, const char *file,
                      const struct values *values, struct rows **ret_rows)
{
        return access_run_file(call, session, file, values->items, values->count, ret_rows);
}

static bool fail_not_found(struct call *call)
{
        return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "webhooks");
}

/* Runs a query about the subscription in the path, whose rows must be there. */
static bool find_subscription(struct call *call, struct session *session, const char *file,
                              struct rows **ret_rows)
{
        struct values *values = arena_alloc(call->arena, sizeof *values);
        add_value(values, "id", call->id);
        add_owner(values, call);
        if (!run_query(call, session, file, values, ret_rows))
                return false;
        return rows_count(*ret_rows) ? true : fail_not_found(call);
}

/* Answers with a row, which has the version and the text. */
static void answer_row(struct call *call, const struct rows *rows)
{
        call->answer.etag = access_tag(call, rows_text(rows, 0, 0));
        buffer_add(&call->answer.body, rows_text(rows, 0, 1), rows_length(rows, 0, 1));
}

bool webhook_get_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        if (!access_open(registry, call, &session) ||
            !find_subscription(call, session, "webhooks/get", &rows))
                return false;
        answer_row(call, rows);
        return true;
}

/* Answers with a page of rows, which have their position in the first column and their text in the second.
 * One row more than the limit shows that there is a next page. */
static void answer_page(struct call *call, const struct rows *rows, size_t limit)
{
        struct buffer *out = &call->answer.body;
        size_t count = rows_count(rows) < limit ? rows_count(rows) : limit;
        buffer_add_string(out, "{\"items\":[");
        for (size_t i = 0; i < count; i++) {
                if (i)
                        buffer_add_char(out, ',');
                buffer_add(out, rows_text(rows, i, 1), rows_length(rows, i, 1));
        }
        buffer_add_string(out, "],\"next\":");
        if (rows_count(rows) > limit) {
                struct cursor last = {.values = {rows_text(rows, count - 1, 0)}, .count = 1};
                call->answer.next = cursor_next(call, cursor_write(call, &last));
                buffer_format(out, "\"%s\"}", call->answer.next);
        } else {
                buffer_add_string(out, "null}");
        }
}

/* Adds limit and cursor to a list's values; *ret_limit is the page's. */
static bool add_page(struct call *call, struct values *values, const char *name, size_t *ret_limit)
{
        struct cursor cursor;
        bool given;
        cursor_read(call, 1, &cursor, &given);
        if (given && !call->faults.count && strcmp(name, "before") == 0 &&
            (strlen(cursor.values[0]) > 18 || cursor.values[0][strspn(cursor.values[0], "0123456789")]))
                fault_add(&call->faults, FAULT_PARAMETER, "cursor", FAULT_BAD_CURSOR, NULL, NULL);
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        if (given)
                add_value(values, name, cursor.values[0]);
        *ret_limit = strtoul(call_argument(call, "limit"), NULL, 10);
        add_value(values, "limit", arena_format(call->arena, "%zu", *ret_limit + 1));
        return true;
}

bool webhook_list_handler(struct registry *registry, struct call *call)
{
        struct values values = {0};
        struct session *session;
        struct rows *rows;
        size_t limit = 0;
        add_owner(&values, call);
        if (!add_page(call, &values, "after", &limit) || !access_open(registry, call, &session) ||
            !run_query(call, session, "webhooks/list", &values, &rows))
                return false;
        answer_page(call, rows, limit);
        return true;
}

bool webhook_deliveries_handler(struct registry *registry, struct call *call)
{
        struct values values = {0};
        struct session *session;
        struct rows *rows;
        size_t limit = 0;
        const struct argument *status = call_arguments(call, "status");
        add_value(&values, "id", call->id);
        if (status)
                add_value(&values, "status", sql_array(call->arena, status->texts, status->count));
        if (!add_page(call, &values, "before", &limit) || !access_open(registry, call, &session) ||
            !find_subscription(call, session, "webhooks/get", &rows) ||
            !run_query(call, session, "webhooks/deliveries", &values, &rows))
                return false;
        answer_page(call, rows, limit);
        return true;
}

/* Checks everything in a subscription, and reports all faults. */
static bool check_subscription(struct registry *registry, struct call *call, struct session *session,
                               struct resource *document)
{
        const char *url = json_string_value(json_object_get(document->value, "url"));
        if (url && strncmp(url, "https://", 8) != 0 && !registry->webhooks_private && !call->faults.count)
                fault_add(&call->faults, FAULT_POINTER, "/url", FAULT_HTTPS, NULL, NULL);
        struct values values = {0};
        add_value(&values, "document", tree_text(call->arena, document->value));
        struct rows *rows;
        if (json_is_object(document->value)) {
                if (!run_query(call, session, "webhooks/faults", &values, &rows))
                        return false;
                access_collect_faults(call, rows);
        }
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        resource_write(call, document);
        return true;
}

/* Answers with the secret, which is shown only once. */
static void answer_with_secret(struct call *call, const struct rows *rows, const char *secret)
{
        struct buffer *out = &call->answer.body;
        call->answer.etag = access_tag(call, rows_text(rows, 0, 0));
        buffer_add(out, rows_text(rows, 0, 1), rows_length(rows, 0, 1) - 1); /* all but the brace */
        buffer_format(out, ",\"secret\":\"%s\"}", secret);
}

static void answer_created(struct call *call, const struct rows *rows, const char *id, const char *secret)
{
        call->answer.status = 201;
        call->answer.location = arena_format(call->arena, "/v1/webhooks/%s", id);
        answer_with_secret(call, rows, secret);
}

bool webhook_create_handler(struct registry *registry, struct call *call)
{
        struct resource document = {0};
        struct session *session;
        struct rows *rows;
        const char *secret = signature_make_secret(call->arena);
        if (!secret)
                return call_fail_internal(call, "no randomness");
        if (!resource_read(call, &document))
                return false;
        json_object_del(document.value, "id"); /* it is ours to give */
        if (!access_open(registry, call, &session) || !resource_choose_id(call, &document) ||
            !check_subscription(registry, call, session, &document))
                return false;
        struct values values = {0};
        add_value(&values, "id", document.id);
        add_value(&values, "owner", call->caller.id);
        add_value(&values, "document", document.text);
        add_value(&values, "secret", secret);
        if (!run_query(call, session, "webhooks/insert", &values, &rows))
                return false;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_CONFLICT, FAULT_TOO_MANY_WEBHOOKS, "50", NULL);
        answer_created(call, rows, document.id, secret);
        return true;
}

/* Locks the subscription and checks If-Match. */
static bool lock_subscription(struct registry *registry, struct call *call, struct session **ret_session,
                              struct rows **ret_rows)
{
        if (!access_open(registry, call, ret_session) || !access_execute(call, *ret_session, "begin") ||
            !find_subscription(call, *ret_session, "webhooks/lock", ret_rows))
                return false;
        const char *version = rows_text(*ret_rows, 0, 0);
        if (call->if_match.given && !call->if_match.any && !call_condition_names(&call->if_match, version))
                return call_fail(call, PROBLEM_PRECONDITION_FAILED, FAULT_STALE, version, NULL);
        return true;
}

bool webhook_patch_handler(struct registry *registry, struct call *call)
{
        struct resource document = {0};
        struct session *session;
        struct rows *rows;
        if (!resource_read(call, &document) || !lock_subscription(registry, call, &session, &rows) ||
            !resource_merge(call, &document, rows_text(rows, 0, 1)) ||
            !check_subscription(registry, call, session, &document))
                return false;
        struct values values = {0};
        add_value(&values, "id", call->id);
        add_value(&values, "document", document.text);
        if (!run_query(call, session, "webhooks/update", &values, &rows) ||
            !access_execute(call, session, "commit"))
                return false;
        sender_wake(registry->sender);
        answer_row(call, rows);
        return true;
}

bool webhook_delete_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        struct values values = {0};
        add_value(&values, "id", call->id);
        if (!lock_subscription(registry, call, &session, &rows) ||
            !run_query(call, session, "webhooks/delete", &values, NULL) ||
            !access_execute(call, session, "commit"))
                return false;
        call->answer.status = 204;
        return true;
}

/* The messages that a replay names, as an SQL array. */
static const char *named_messages(struct call *call, const json_t *messages)
{
        size_t count = json_array_size(messages);
        const char **items = arena_array(call->arena, count + 1, sizeof *items);
        for (size_t i = 0; i < count; i++)
                items[i] = json_string_value(json_array_get(messages, i));
        return sql_array(call->arena, items, count);
}

bool webhook_replay_handler(struct registry *registry, struct call *call)
{
        struct resource document = {0};
        struct session *session;
        struct rows *rows;
        struct values values = {0};
        if (!resource_read(call, &document))
                return false;
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        const json_t *messages = json_object_get(document.value, "messages");
        add_value(&values, "id", call->id);
        add_value(&values, "named", messages ? "true" : "false");
        if (messages)
                add_value(&values, "messages", named_messages(call, messages));
        if (!access_open(registry, call, &session) ||
            !find_subscription(call, session, "webhooks/get", &rows) ||
            !run_query(call, session, "webhooks/replay", &values, &rows))
                return false;
        sender_wake(registry->sender);
        buffer_format(&call->answer.body, "{\"replayed\":%s}", rows_text(rows, 0, 0));
        return true;
}

bool webhook_ping_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        struct values values = {0};
        add_value(&values, "id", call->id);
        if (!access_open(registry, call, &session) ||
            !find_subscription(call, session, "webhooks/get", &rows) ||
            !run_query(call, session, "webhooks/ping", &values, &rows))
                return false;
        sender_wake(registry->sender);
        buffer_format(&call->answer.body, "{\"message\":\"%s\"}", rows_text(rows, 0, 0));
        return true;
}

/* Makes a new secret, which is shown only once. For a day messages are also signed with the previous one, so
 * that a receiver can switch without losing messages. */
bool webhook_secret_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        struct rows *rows;
        struct values values = {0};
        const char *secret = signature_make_secret(call->arena);
        if (!secret)
                return call_fail_internal(call, "no randomness");
        add_value(&values, "id", call->id);
        add_value(&values, "secret", secret);
        if (!access_open(registry, call, &session) ||
            !find_subscription(call, session, "webhooks/get", &rows) ||
            !run_query(call, session, "webhooks/rotate", &values, NULL))
                return false;
        answer_with_secret(call, rows, secret);
        return true;
}
