/* Which schemas apply to the insides of a value: to its items, its members, and those of its members nobody
 * named. */
#include "schema/schema_node.h"

#include <stdlib.h>
#include <string.h>

static bool search_items(void *context, const struct schema *schema)
{
        const struct schema **items = context;
        *items = schema->items;
        return !schema->items;
}

const struct schema *schema_items_of(const struct schema *schema, const json_t *array)
{
        const struct schema *items = NULL;
        if (schema)
                schema_each_part(schema, array, search_items, &items);
        return items;
}

static bool count_members(void *context, const struct schema *schema)
{
        *(size_t *)context += schema->property_count;
        return true;
}

struct schema_member_use *schema_members_find(const struct schema_members *members, const char *name)
{
        for (size_t i = 0; i < members->count; i++)
                if (strcmp(members->list[i].name, name) == 0)
                        return &members->list[i];
        return NULL;
}

static bool says_nothing(void *context, const struct schema *schema)
{
        (void)context;
        return !schema->property_count && !schema->items && !schema->additional && !schema->format;
}

static bool add_members(void *context, const struct schema *schema)
{
        struct schema_members *members = context;
        for (size_t i = 0; i < schema->property_count; i++) {
                const struct schema_property *property = &schema->properties[i];
                struct schema_member_use *use = schema_members_find(members, property->name);
                if (!use) {
                        use = &members->list[members->count++];
                        *use = (struct schema_member_use){.name = property->name, .schema = property->schema};
                } else if (schema_each_part(use->schema, NULL, says_nothing, NULL)) {
                        use->schema = property->schema;
                }
                use->restricted = use->restricted || schema_is_restricted(property->schema);
                use->read_only = use->read_only || schema_is_read_only(property->schema);
                use->closes = use->closes || property->schema->closes;
                use->open = use->open || property->schema->open;
                use->tells = use->tells || property->schema->tells;
        }
        return true;
}

/* Whether an object within a value says that it is closed. Values are no deeper than resources may be. */
static bool holds_closed(const struct schema *schema, const json_t *value)
{
        const char *name;
        json_t *inner;
        size_t i;
        if (!schema || !schema->holds_restricted)
                return false;
        if (json_is_array(value)) {
                const struct schema *items = schema_items_of(schema, value);
                json_array_foreach((json_t *)value, i, inner) if (holds_closed(items, inner)) return true;
        }
        json_object_foreach((json_t *)value, name, inner)
        {
                const struct schema *member = schema_member(schema, name);
                if (member && ((member->closes && json_is_false(inner)) || holds_closed(member, inner)))
                        return true;
        }
        return false;
}

static bool is_closed(const struct schema_members *members, const json_t *object)
{
        for (size_t i = 0; i < members->count; i++)
                if (members->list[i].closes && json_is_false(json_object_get(object, members->list[i].name)))
                        return true;
        return false;
}

/* An object that says that it is closed shows only what is called open; one that holds such an object, not
 * what would tell it. */
static void close_members(const struct schema *schema, struct schema_members *members, const json_t *object)
{
        bool closed = is_closed(members, object);
        for (size_t i = 0; i < members->count; i++) {
                struct schema_member_use *use = &members->list[i];
                use->closed = (closed && !use->closes && !use->open) ||
                              (use->tells && holds_closed(schema, object));
                use->restricted = use->restricted || use->closed;
        }
}

bool schema_members_of(const struct schema *schema, const json_t *object, struct schema_members *ret)
{
        size_t most = 0;
        if (schema)
                schema_each_part(schema, object, count_members, &most);
        struct schema_members members = {.list = calloc(most + 1, sizeof *members.list)};
        if (!members.list)
                return false;
        if (schema)
                schema_each_part(schema, object, add_members, &members);
        if (schema && schema->holds_restricted)
                close_members(schema, &members, object);
        *ret = members;
        return true;
}

void schema_members_free(struct schema_members *members)
{
        free(members->list);
        *members = (struct schema_members){0};
}

struct other_search {
        const char *name;
        const struct schema *found;
};

static bool search_other(void *context, const struct schema *schema)
{
        struct other_search *search = context;
        for (size_t i = 0; i < schema->pattern_count; i++) {
                if (!schema_pattern_found(schema->patterns[i].code, search->name, strlen(search->name)))
                        continue;
                search->found = schema->patterns[i].schema;
                return false;
        }
        search->found = schema->additional ? schema->additional : schema->unevaluated;
        return !search->found;
}

const struct schema *schema_of_other(const struct schema *schema, const json_t *object, const char *name)
{
        struct other_search search = {.name = name};
        if (schema)
                schema_each_part(schema, object, search_other, &search);
        return search.found;
}
