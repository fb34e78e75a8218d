/* Finds members that not everybody may see or write. */
#include "schema/canonical.h"

#include "schema/schema_node.h"

#include <stdlib.h>

bool schema_has_restricted(const struct schema *schema)
{
        return schema->holds_restricted;
}

/* While it lasts nothing is taken from an arena: lists of members are held on the way. */
struct hunt {
        struct buffer pointer; /* to what was found */
};

static bool hunt_value(struct hunt *hunt, const struct schema *schema, const json_t *value,
                       const struct pointer *at);

static bool hunt_member(struct hunt *hunt, const struct schema *schema, bool restricted, const json_t *value,
                        const struct pointer *at)
{
        if (!restricted)
                return hunt_value(hunt, schema, value, at);
        pointer_add(&hunt->pointer, at);
        return true;
}

static bool hunt_object(struct hunt *hunt, const struct schema *schema, const json_t *object,
                        const struct pointer *at)
{
        struct schema_members members;
        if (!schema_members_of(schema, object, &members))
                return true; /* no memory to tell: better found than missed */
        bool found = false;
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)object, name, value) {
                const struct schema_member_use *use = schema_members_find(&members, name);
                const struct schema *inside = use ? use->schema : schema_of_other(schema, object, name);
                bool restricted = use ? use->restricted : inside && schema_is_restricted(inside);
                const struct pointer here = pointer_member(at, name);
                found = hunt_member(hunt, inside, restricted, value, &here);
                if (found)
                        break;
        }
        schema_members_free(&members);
        return found;
}

static bool hunt_array(struct hunt *hunt, const struct schema *schema, const json_t *array,
                       const struct pointer *at)
{
        const struct schema *items = schema_items_of(schema, array);
        bool restricted = items && schema_is_restricted(items);
        for (size_t i = 0; items && i < json_array_size(array); i++) {
                const struct pointer here = pointer_item(at, i);
                if (hunt_member(hunt, items, restricted, json_array_get(array, i), &here))
                        return true;
        }
        return false;
}

static bool hunt_value(struct hunt *hunt, const struct schema *schema, const json_t *value,
                       const struct pointer *at)
{
        if (!schema || !schema->holds_restricted)
                return false;
        if (json_is_object(value))
                return hunt_object(hunt, schema, value, at);
        return json_is_array(value) && hunt_array(hunt, schema, value, at);
}

bool schema_hides(const struct schema *schema, const json_t *object, const char *name)
{
        struct schema_members members;
        struct hunt hunt = {.pointer = BUFFER(POINTER_MAX)};
        const struct pointer top = {.name = ""};
        if (!schema || !schema->holds_restricted)
                return false;
        if (!schema_members_of(schema, object, &members))
                return true; /* no memory to tell */
        const struct schema_member_use *use = schema_members_find(&members, name);
        const struct schema *inside = use ? use->schema : schema_of_other(schema, object, name);
        bool hides = hunt_member(&hunt, inside, use && use->restricted, json_object_get(object, name), &top);
        buffer_clear(&hunt.pointer);
        schema_members_free(&members);
        return hides;
}

bool schema_restricted_member(const struct schema *schema, const json_t *value, struct arena *arena,
                              const char **ret_pointer)
{
        const struct pointer top = {.name = ""};
        struct hunt hunt = {.pointer = BUFFER(POINTER_MAX)};
        if (!hunt_value(&hunt, schema, value, &top))
                return false;
        size_t length;
        char *pointer = memory_need(buffer_take(&hunt.pointer, &length));
        arena_defer(arena, free, pointer);
        *ret_pointer = pointer;
        return true;
}
