/*
 * keys - administrators create, list and revoke API keys.
 *
 * The secret of a key is only in the answer that creates it. Keys are not resources: they have no history, do
 * not change the register's revision, and their answers are never cached.
 */
#include "resources/resources_handlers.h"
#include "auth/key.h"
#include "json/parse.h"
#include "access/access.h"
#include "access/writing.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECONDS_A_DAY 86400

bool keys_handler(struct registry *registry, struct call *call)
{
        if (!list_handler(registry, call))
                return false;
        call->answer.etag = call->answer.revision = NULL; /* they are the register's */
        return true;
}

/* The text of one key, without its closing brace; false after call_fail(). */
static bool add_key(struct call *call, struct session *session, const char *id)
{
        struct sql_value values[] = {{"id", sql_array(call->arena, &id, 1)}};
        struct rows *rows;
        if (!access_run_file(call, session, "keys/list", values, 1, &rows))
                return false;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, id, "keys");
        buffer_add(&call->answer.body, rows_text(rows, 0, 5), rows_length(rows, 0, 5) - 1);
        return true;
}

bool key_handler(struct registry *registry, struct call *call)
{
        struct session *session;
        if (!access_open(registry, call, &session) || !add_key(call, session, call->id))
                return false;
        buffer_add_char(&call->answer.body, '}');
        store_return(session);
        return true;
}

static const char *array_of(struct call *call, const json_t *list)
{
        const char *items[KEY_ORGANISATIONS_MAX]; /* the schema has bounded it */
        size_t index;
        json_t *item;
        json_array_foreach(list, index, item)
                items[index] = json_string_value(item);
        return sql_array(call->arena, items, json_array_size(list));
}

static const char *default_expiry(struct arena *arena)
{
        time_t at = time(NULL) + (time_t)KEY_DAYS_DEFAULT * SECONDS_A_DAY;
        struct tm utc;
        char text[32];
        if (!gmtime_r(&at, &utc) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc))
                return NULL;
        return arena_copy(arena, text, strlen(text));
}

/* Reads from the request what is to be stored, without id and hash. False after call_fail(). */
#define VALUES 7
static bool read_wish(struct call *call, struct sql_value values[VALUES])
{
        json_t *wish = parse_json(call->arena, call->body, call->body_length, &call->faults);
        if (!wish)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        schema_check(call->operation->body, wish, "", SCHEMA_REQUEST, &call->faults);
        if (call->faults.count)
                return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
        const char *expires = json_string_value(json_object_get(wish, "expiresAt"));
        values[0] = (struct sql_value){"name", json_string_value(json_object_get(wish, "name"))};
        values[1] = (struct sql_value){"scopes", array_of(call, json_object_get(wish, "scopes"))};
        values[2] =
                (struct sql_value){"organisations", array_of(call, json_object_get(wish, "organisations"))};
        values[3] = (struct sql_value){"expires", expires ? expires : default_expiry(call->arena)};
        values[4] = (struct sql_value){"by", call->caller.name ? call->caller.name : call->caller.id};
        return values[3].text ? true : call_fail_internal(call, "no clock");
}

static bool find_faults(struct call *call, struct session *session, const struct sql_value *values)
{
        struct rows *rows;
        if (!access_run_file(call, session, "keys/faults", values, VALUES, &rows))
                return false;
        access_collect_faults(call, rows);
        return call->faults.count ? call_fail_faults(call, PROBLEM_UNPROCESSABLE) : true;
}

bool create_key_handler(struct registry *registry, struct call *call)
{
        struct sql_value values[VALUES] = {0};
        struct session *session;
        struct key *key = arena_alloc(call->arena, sizeof *key);
        const char *text;
        if (!key_make(call->arena, key, &text))
                return call_fail_internal(call, "no randomness");
        values[5] = (struct sql_value){"id", key->id};
        values[6] = (struct sql_value){"hash", key->hash};
        if (!read_wish(call, values) || !access_open(registry, call, &session) ||
            !access_begin(call, session) || !find_faults(call, session, values) ||
            !access_run_file(call, session, "keys/create", values, VALUES, NULL) ||
            !add_key(call, session, key->id) ||
            !access_execute(call, session, call->dry_run ? "rollback" : "commit"))
                return false;
        store_return(session);
        call->answer.status = call->dry_run ? 200 : 201;
        if (call->dry_run) {
                buffer_add_char(&call->answer.body, '}');
                return true;
        }
        buffer_format(&call->answer.body, ",\"key\":\"%s\"}", text);
        call->answer.location = arena_format(call->arena, "/v1/keys/%s", key->id);
        return true;
}

bool revoke_key_handler(struct registry *registry, struct call *call)
{
        struct sql_value values[] = {{"id", call->id}};
        struct session *session;
        struct rows *rows;
        if (!access_open(registry, call, &session) || !access_begin(call, session) ||
            !access_run_file(call, session, "keys/revoke", values, 1, &rows))
                return false;
        if (rows_count(rows) == 0)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, call->id, "keys");
        if (!access_execute(call, session, call->dry_run ? "rollback" : "commit"))
                return false;
        store_return(session);
        call->answer.status = 204;
        return true;
}
