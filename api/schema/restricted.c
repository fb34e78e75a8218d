/* Finds the restricted members of a value: those that may be seen and written only with the scope
 * samrad:read. */
#include "schema/canonical.h"

#include "schema/schema_node.h"

#include <stdlib.h>

bool schema_has_restricted(const struct schema *schema)
{
        return schema->holds_restricted;
}

/* A search for the first restricted member. The functions of the search hold malloc'ed lists of members, so
 * they must not allocate from an arena, which might leave them through longjmp. */
struct restricted_search {
        struct buffer pointer; /* the JSON pointer to the member that was found */
        bool no_memory;        /* memory ran out, which ended the search */
};

/* Ends a search; leaves the guard if memory ran out in it. */
static void end_search(struct restricted_search *search)
{
        buffer_clear(&search->pointer);
        if (search->no_memory)
                memory_ran_out();
}

static bool search_value(struct restricted_search *search, const struct schema *schema, const json_t *value,
                         const struct pointer *at);

static bool search_member(struct restricted_search *search, const struct schema *schema, bool restricted,
                          const json_t *value, const struct pointer *at)
{
        if (!restricted)
                return search_value(search, schema, value, at);
        pointer_add(&search->pointer, at);
        return true;
}

static bool search_object(struct restricted_search *search, const struct schema *schema, const json_t *object,
                          const struct pointer *at)
{
        struct schema_members members;
        if (!schema_members_of(schema, object, &members)) {
                search->no_memory = true;
                return true;
        }
        bool found = false;
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)object, name, value) {
                const struct schema_member_use *use = schema_members_find(&members, name);
                const struct schema *inside = use ? use->schema : schema_of_other(schema, object, name);
                bool restricted = use ? use->restricted : inside && schema_is_restricted(inside);
                const struct pointer here = pointer_member(at, name);
                found = search_member(search, inside, restricted, value, &here);
                if (found)
                        break;
        }
        schema_members_free(&members);
        return found;
}

static bool search_array(struct restricted_search *search, const struct schema *schema, const json_t *array,
                         const struct pointer *at)
{
        const struct schema *items = schema_items_of(schema, array);
        bool restricted = items && schema_is_restricted(items);
        for (size_t i = 0; items && i < json_array_size(array); i++) {
                const struct pointer here = pointer_item(at, i);
                if (search_member(search, items, restricted, json_array_get(array, i), &here))
                        return true;
        }
        return false;
}

static bool search_value(struct restricted_search *search, const struct schema *schema, const json_t *value,
                         const struct pointer *at)
{
        if (!schema || !schema->holds_restricted)
                return false;
        if (json_is_object(value))
                return search_object(search, schema, value, at);
        return json_is_array(value) && search_array(search, schema, value, at);
}

bool schema_hides(const struct schema *schema, const json_t *object, const char *name)
{
        struct schema_members members;
        struct restricted_search search = {.pointer = BUFFER(POINTER_MAX)};
        const struct pointer top = {.name = ""};
        if (!schema || !schema->holds_restricted)
                return false;
        if (!schema_members_of(schema, object, &members))
                memory_ran_out();
        const struct schema_member_use *use = schema_members_find(&members, name);
        const struct schema *inside = use ? use->schema : schema_of_other(schema, object, name);
        bool hides =
                search_member(&search, inside, use && use->restricted, json_object_get(object, name), &top);
        schema_members_free(&members);
        end_search(&search);
        return hides;
}

bool schema_restricted_member(const struct schema *schema, const json_t *value, struct arena *arena,
                              const char **ret_pointer)
{
        const struct pointer top = {.name = ""};
        struct restricted_search search = {.pointer = BUFFER(POINTER_MAX)};
        if (!search_value(&search, schema, value, &top))
                return false;
        if (search.no_memory)
                end_search(&search);
        size_t length;
        char *pointer = memory_need(buffer_take(&search.pointer, &length));
        arena_defer(arena, free, pointer);
        *ret_pointer = pointer;
        return true;
}
