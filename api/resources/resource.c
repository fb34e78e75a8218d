#include "resources/resource.h"

#include "base/identity.h"
#include "schema/canonical.h"
#include "json/json_patch.h"
#include "json/merge_patch.h"
#include "json/parse.h"
#include "json/tree.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* Whether a value under this name would be restricted, or hold what is. */
static bool is_restricted(struct call *call, const char *key, json_t *value)
{
        json_t *alone = tree_object(call->arena);
        tree_set(alone, key, json_incref(value));
        return schema_hides(call->operation->resource, alone, key);
}

/* Refuses conflicting statements about restricted members, since such statements are shown to everybody. */
static void check_statements(struct call *call, const json_t *value)
{
        size_t index;
        json_t *statement;
        json_array_foreach(json_object_get(value, "statements"), index, statement) {
                const char *field = json_string_value(json_object_get(statement, "field"));
                json_t *stated = json_object_get(statement, "value");
                if (!field || !stated || !is_restricted(call, field, stated))
                        continue;
                const char *pointer = arena_format(call->arena, "/statements/%zu/field", index);
                fault_add(&call->faults, FAULT_POINTER, pointer, FAULT_UNKNOWN_NAME, field, NULL);
        }
}

/* Checks what a schema cannot express, for the collections that have such checks. */
static void check_meaning(struct call *call, const json_t *value)
{
        check_statements(call, value);
        if (call->operation->check)
                call->operation->check(value, &call->faults);
}

/* Removes the members that the register sets, which are not part of the document. */
static void drop_stamps(json_t *value)
{
        json_object_del(value, "version");
        json_object_del(value, "createdAt");
        json_object_del(value, "updatedAt");
}

void resource_check(struct call *call, const struct resource *document, const char *prefix)
{
        if (call->operation->method ==
            METHOD_PATCH) /* a resource that was read may be sent back as it is, as in a PUT */
                drop_stamps(document->value);
        schema_check(call->operation->body, document->value, prefix, SCHEMA_REQUEST, &call->faults);
        if (call->operation->method != METHOD_PATCH)
                check_meaning(call, document->value);
}

bool resource_is_json_patch(const struct call *call)
{
        return call->body_type && strcmp(call->body_type, "application/json-patch+json") == 0;
}

bool resource_read(struct call *call, struct resource *ret)
{
        json_t *value = parse_json(call->arena, call->body, call->body_length, &call->faults);
        if (!value)
                return call_fail_faults(call, PROBLEM_BAD_REQUEST);
        ret->value = value;
        if (!resource_is_json_patch(call)) /* the result of the patch is checked when it is applied */
                resource_check(call, ret, "");
        return true;
}

/* Refuses the write of a closed resource to a caller who may not see all of it. */
static bool refuse_closed(struct call *call, const json_t *whole, const json_t *value)
{
        const struct schema *schema = call->operation->resource;
        const char *key, *pointer = NULL;
        json_t *unused;
        if (access_sees_restricted(call) || !schema_has_restricted(schema))
                return true;
        if (json_is_false(json_object_get(whole, "public")) && schema_hides(schema, whole, "title"))
                pointer = "/public";
        json_object_foreach((json_t *)whole, key, unused) {
                if (!pointer && json_object_get(value, key) && schema_hides(schema, whole, key))
                        pointer = arena_format(call->arena, "/%s", key);
        }
        if (!pointer)
                return true;
        fault_add(&call->faults, FAULT_POINTER, pointer, FAULT_RESTRICTED, SCOPE_RESTRICTED, NULL);
        return call_fail_faults(call, PROBLEM_FORBIDDEN);
}

bool resource_merge(struct call *call, struct resource *document, const char *stored)
{
        const json_t *target = memory_need(tree_load(call->arena, stored, strlen(stored)));
        if (!refuse_closed(call, target, document->value))
                return false;
        json_t *merged = tree_tie(call->arena, merge_patch_apply(target, document->value));
        schema_drop_stamps(merged); /* these are not part of the document */
        document->value = merged;
        if (call->faults.count == 0) { /* else the same faults would be reported twice */
                schema_check(call->operation->resource, merged, "", SCHEMA_REQUEST, &call->faults);
                check_meaning(call, merged);
        }
        return true;
}

/* Refuses restricted members to those who may not see them; the schema says which they are. */
static bool refuse_restricted(struct call *call, const struct schema *schema, const struct resource *document)
{
        const char *pointer = NULL;
        if (access_sees_restricted(call) ||
            !schema_restricted_member(schema, document->value, call->arena, &pointer))
                return true;
        fault_add(&call->faults, FAULT_POINTER, pointer, FAULT_RESTRICTED, SCOPE_RESTRICTED, NULL);
        return call_fail_faults(call, PROBLEM_FORBIDDEN);
}

/* Removes members that the caller may not see and has sent back as they were shown, so that the stored values
 * are kept. */
static void remove_unseen_members(struct call *call, json_t *value, const char *visible, const char *stored)
{
        if (access_sees_restricted(call) || !schema_has_restricted(call->operation->resource))
                return;
        const json_t *seen = tree_load(call->arena, visible, strlen(visible));
        json_t *whole = tree_load(call->arena, stored, strlen(stored)), *unused;
        const char *key;
        json_object_foreach(whole, key, unused) {
                if (schema_hides(call->operation->resource, whole, key) && json_object_get(value, key) &&
                    json_equal(json_object_get(value, key), json_object_get(seen, key)))
                        json_object_del(value, key);
        }
}

bool resource_patch(struct call *call, struct resource *document, const char *visible, const char *stored)
{
        json_t *value = tree_load(call->arena, visible, strlen(visible));
        if (!value)
                return call_fail_internal(call, "a stored text is not JSON");
        if (!json_patch_apply(call->arena, &value, document->value, &call->faults))
                return true;
        document->value = value;
        drop_stamps(value);
        schema_check(call->operation->resource, value, "", SCHEMA_REQUEST, &call->faults);
        check_meaning(call, value);
        if (!json_is_object(value))
                return true;
        remove_unseen_members(call, value, visible, stored);
        return refuse_restricted(call, call->operation->resource, document) &&
               resource_add_stored(call, document, stored);
}

/* UUID version 7 (RFC 9562, 5.7): the time in milliseconds, then random bits. */
static const char *make_id(struct arena *arena)
{
        unsigned char bytes[16];
        struct timespec now;
        if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes || clock_gettime(CLOCK_REALTIME, &now))
                return NULL;
        unsigned long long ms =
                (unsigned long long)now.tv_sec * 1000 + (unsigned long long)now.tv_nsec / 1000000;
        for (int i = 0; i < 6; i++)
                bytes[i] = (unsigned char)(ms >> (40 - 8 * i));
        bytes[6] = (unsigned char)(0x70 | (bytes[6] & 0x0f));
        bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3f));
        char text[40], *out = text; /* 36 digits and dashes, and room for the last snprintf */
        for (int i = 0; i < 16; i++)
                out += snprintf(out, 4, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
        return arena_copy(arena, text, (size_t)(out - text));
}

/* Copies a string out of the tree, which changes later. NULL if the value is no string. */
static const char *own_copy(struct call *call, const json_t *value)
{
        return json_is_string(value)
                       ? arena_copy(call->arena, json_string_value(value), json_string_length(value))
                       : NULL;
}

bool resource_choose_id(struct call *call, struct resource *document)
{
        const char *in_body = own_copy(call, json_object_get(document->value, "id"));
        if (call->id && in_body && strcmp(call->id, in_body) != 0)
                fault_add(&call->faults, FAULT_POINTER, "/id", FAULT_ID_MISMATCH, call->id, NULL);
        if (call->id && identity_found(call->id, strlen(call->id)))
                fault_add(&call->faults, FAULT_POINTER, "/id", FAULT_NATIONAL_IDENTITY, NULL, NULL);
        document->id = call->id ? call->id : in_body ? in_body : make_id(call->arena);
        const char *from = call->operation->id_from;
        const char *given = from ? own_copy(call, json_object_get(document->value, from)) : NULL;
        if (!call->id && !in_body && given)
                document->id = given;
        return document->id ? true : call_fail_internal(call, "no randomness");
}

bool resource_refuse_restricted(struct call *call, const struct resource *document)
{
        return refuse_restricted(call, call->operation->body, document);
}

/* Whether a member is kept although it was not sent. */
static bool is_kept(struct call *call, const json_t *whole, const char *key)
{
        const struct names *keeps = &call->operation->keeps;
        for (size_t i = 0; i < keeps->count; i++)
                if (strcmp(keeps->items[i], key) == 0)
                        return true;
        return !access_sees_restricted(call) && schema_hides(call->operation->resource, whole, key);
}

bool resource_add_stored(struct call *call, struct resource *document, const char *stored)
{
        bool hides = !access_sees_restricted(call) && schema_has_restricted(call->operation->resource);
        if (!hides && !call->operation->keeps.count)
                return true;
        json_t *whole = tree_load(call->arena, stored, strlen(stored));
        const char *key;
        json_t *value;
        if (!refuse_closed(call, whole, document->value))
                return false;
        json_object_foreach(whole, key, value) {
                bool keep = !json_object_get(document->value, key) && is_kept(call, whole, key);
                if (keep)
                        tree_set(document->value, key, json_incref(value));
        }
        return true;
}

static const char *write_text(struct call *call, struct resource *document, unsigned flags)
{
        struct buffer *out = buffer_new(call->arena, ANSWER_MAX);
        schema_write(call->operation->resource, document->value, flags | SCHEMA_WRITE_WITHOUT_READ_ONLY, out);
        return buffer_text(out);
}

void resource_write(struct call *call, struct resource *document)
{
        const char *pointer = NULL;
        json_object_del(document->value, "id"); /* the trigger writes it, first of all */
        document->text = write_text(call, document, SCHEMA_WRITE_UNRESTRICTED);
        if (schema_restricted_member(call->operation->resource, document->value, call->arena, &pointer))
                document->restricted = write_text(call, document, 0);
}
