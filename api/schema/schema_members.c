/* What a schema and all schemas that it applies to the same value together say of the value's members and
 * items. */
#include "schema/schema_node.h"

#include <stdlib.h>
#include <string.h>

const struct schema *schema_chosen(const struct schema *schema, const json_t *value)
{
        const char *name = json_string_value(json_object_get(value, schema->discriminator));
        for (size_t i = 0; name && i < schema->branch_count; i++)
                if (strcmp(schema->branches[i].value, name) == 0)
                        return schema->branches[i].schema;
        return NULL;
}

/* A walk over a schema and those that it applies to the same value. */
struct walk {
        const json_t *value; /* NULL: all alternatives are visited */
        bool matching; /* of alternatives without a discriminator only the one the value matches is visited */
        schema_visit *visit;
        void *context;
};

static bool each_part(const struct walk *walk, const struct schema *schema);

static bool each_in_list(const struct walk *walk, const struct schema_list *list)
{
        for (size_t i = 0; i < list->count; i++)
                if (!each_part(walk, list->schemas[i]))
                        return false;
        return true;
}

/* Visits the first alternative that the value matches; all alternatives if it matches none, so that nothing
 * restricted is overlooked. */
static bool one_in_list(const struct walk *walk, const struct schema_list *list)
{
        for (size_t i = 0; i < list->count; i++)
                if (schema_matches(list->schemas[i], walk->value))
                        return each_part(walk, list->schemas[i]);
        return each_in_list(walk, list);
}

static bool each_alternative(const struct walk *walk, const struct schema_list *list)
{
        return walk->matching ? one_in_list(walk, list) : each_in_list(walk, list);
}

static bool each_one_of(const struct walk *walk, const struct schema *schema)
{
        if (!walk->value || !schema->discriminator)
                return each_alternative(walk, &schema->one_of);
        const struct schema *chosen = schema_chosen(schema, walk->value);
        return !chosen || each_part(walk, chosen);
}

static bool each_part(const struct walk *walk, const struct schema *schema)
{
        bool more = true;
        for (const enum schema_part *part = schema->parts; more && *part != PART_END; part++) {
                switch (*part) {
                case PART_SELF:
                        more = walk->visit(walk->context, schema);
                        break;
                case PART_REF:
                        more = each_part(walk, schema->ref);
                        break;
                case PART_ALL_OF:
                        more = each_in_list(walk, &schema->all_of);
                        break;
                case PART_ANY_OF:
                        more = each_alternative(walk, &schema->any_of);
                        break;
                case PART_ONE_OF:
                        more = each_one_of(walk, schema);
                        break;
                default:
                        break;
                }
        }
        return more;
}

bool schema_each_part(const struct schema *schema, const json_t *value, schema_visit *visit, void *context)
{
        const struct walk walk = {.value = value, .matching = value, .visit = visit, .context = context};
        return each_part(&walk, schema);
}

const struct schema_property *schema_own_property(const struct schema *schema, const char *name)
{
        size_t low = 0, high = schema->property_count;
        while (low < high) {
                size_t middle = low + (high - low) / 2;
                int order = strcmp(name, schema->by_name[middle]->name);
                if (order == 0)
                        return schema->by_name[middle];
                if (order < 0)
                        high = middle;
                else
                        low = middle + 1;
        }
        return NULL;
}

static bool not_read_only(void *context, const struct schema *schema)
{
        (void)context;
        return !schema->read_only;
}

bool schema_is_read_only(const struct schema *schema)
{
        return !schema_each_part(schema, NULL, not_read_only, NULL);
}

static bool not_restricted(void *context, const struct schema *schema)
{
        (void)context;
        return !schema->restricted;
}

bool schema_is_restricted(const struct schema *schema)
{
        return schema->holds_restricted && !schema_each_part(schema, NULL, not_restricted, NULL);
}

/* The context of search_member(). */
struct search {
        const char *name;
        const struct schema *found;
};

static bool search_member(void *context, const struct schema *schema)
{
        struct search *search = context;
        const struct schema_property *property = schema_own_property(schema, search->name);
        if (property)
                search->found = property->schema;
        return !property;
}

const struct schema *schema_member(const struct schema *schema, const char *name)
{
        struct search search = {.name = name};
        schema_each_part(schema, NULL, search_member, &search);
        return search.found;
}

const struct schema *schema_items(const struct schema *schema)
{
        return schema_items_of(schema, NULL);
}

/* The context of add_names(). */
struct names {
        const char **names; /* NULL: names are only counted, a repeated one each time */
        size_t count;
};

static bool is_named(const struct names *names, const char *name)
{
        for (size_t i = 0; names->names && i < names->count; i++)
                if (strcmp(names->names[i], name) == 0)
                        return true;
        return false;
}

static bool add_names(void *context, const struct schema *schema)
{
        struct names *names = context;
        for (size_t i = 0; i < schema->property_count; i++) {
                if (is_named(names, schema->properties[i].name))
                        continue;
                if (names->names)
                        names->names[names->count] = schema->properties[i].name;
                names->count++;
        }
        return true;
}

void schema_names_for(const struct schema *schema, const json_t *value, struct arena *arena,
                      const char *const **ret_names, size_t *ret_count)
{
        struct names names = {0};
        const struct walk walk = {.value = value, .visit = add_names, .context = &names};
        each_part(&walk, schema);
        const char **list = arena_array(arena, names.count, sizeof *list);
        names = (struct names){.names = list};
        each_part(&walk, schema);
        *ret_names = list;
        *ret_count = names.count;
}

void schema_member_names(const struct schema *schema, struct arena *arena, const char *const **ret_names,
                         size_t *ret_count)
{
        schema_names_for(schema, NULL, arena, ret_names, ret_count);
}

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

/* Whether a schema says nothing of what is in a value, so that another one for the same member is more
 * useful. */
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
                use->reveals = use->reveals || property->schema->reveals ||
                               (property->schema->ref && property->schema->ref->reveals);
        }
        return true;
}

/* Whether a value contains a closed object. The recursion is bounded, because no value is deeper than
 * POINTER_DEPTH_MAX. */
static bool holds_closed(const struct schema *schema, const json_t *value)
{
        const char *name;
        json_t *inner;
        size_t i;
        if (!schema || !schema->holds_restricted)
                return false;
        if (json_is_array(value)) {
                const struct schema *items = schema_items_of(schema, value);
                json_array_foreach((json_t *)value, i, inner)
                        if (holds_closed(items, inner))
                                return true;
        }
        json_object_foreach((json_t *)value, name, inner) {
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

/* Marks members as closed: in a closed object, those that are not open; in an object that contains a closed
 * one, those that would reveal what it contains. */
static void close_members(const struct schema *schema, struct schema_members *members, const json_t *object)
{
        bool closed = is_closed(members, object);
        for (size_t i = 0; i < members->count; i++) {
                struct schema_member_use *use = &members->list[i];
                use->closed = (closed && !use->closes && !use->open) ||
                              (use->reveals && holds_closed(schema, object));
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

/* The context of search_other(). */
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
