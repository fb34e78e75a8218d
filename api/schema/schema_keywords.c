/*
 * The table of keywords, and the functions that read the keywords that contain schemas. What a keyword
 * demands of a value is in schema_check.c, schema_object.c and schema_choice.c.
 */
#include "schema/schema_compile.h"

#include "base/buffer.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The longest list of a discriminator's values in a fault; pointer.c shows still less of it. */
#define WORDS_MAX ((size_t)4096)

/* Reads a keyword that has no effect on a check. */
static bool ignore_keyword(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        (void)set, (void)field, (void)value, (void)at;
        return true;
}

static bool read_schema(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        const struct schema **schema = field;
        *schema = schema_node(set, value, at);
        return *schema != NULL;
}

static bool read_ref(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        const struct schema **schema = field;
        if (!json_is_string(value))
                return schema_refuse(set, at, "must be a string");
        *schema = schema_node_of_ref(set, json_string_value(value), at);
        return *schema != NULL;
}

static bool read_list(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema_list *list = field;
        size_t count = json_array_size(value);
        if (!count)
                return schema_refuse(set, at, "must be a list of schemas");
        list->schemas = arena_array(set->arena, count, sizeof *list->schemas);
        for (list->count = 0; list->count < count; list->count++) {
                const struct pointer here = pointer_item(at, list->count);
                list->schemas[list->count] = schema_node(set, json_array_get(value, list->count), &here);
                if (!list->schemas[list->count])
                        return false;
        }
        return true;
}

static int by_name(const void *a, const void *b)
{
        const struct schema_property *const *first = a, *const *second = b;
        return strcmp((*first)->name, (*second)->name);
}

static bool read_properties(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        if (!json_is_object(value))
                return schema_refuse(set, at, "must be an object of schemas");
        size_t count = json_object_size(value), i = 0;
        struct schema_property *properties = arena_array(set->arena, count, sizeof *properties);
        const struct schema_property **sorted = arena_array(set->arena, count, sizeof *sorted);
        const char *name;
        json_t *schema;
        json_object_foreach(value, name, schema) {
                const struct pointer here = pointer_member(at, name);
                properties[i] = (struct schema_property){name, schema_node(set, schema, &here)};
                if (!properties[i].schema)
                        return false;
                sorted[i] = &properties[i];
                i++;
        }
        qsort(sorted, count, sizeof *sorted, by_name);
        node->properties = properties;
        node->by_name = sorted;
        node->property_count = count;
        return true;
}

static bool read_patterns(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        if (!json_is_object(value))
                return schema_refuse(set, at, "must be an object of schemas");
        node->patterns = arena_array(set->arena, json_object_size(value), sizeof *node->patterns);
        const char *text;
        json_t *schema;
        json_object_foreach(value, text, schema) {
                const struct pointer here = pointer_member(at, text);
                struct schema_pattern *pattern = &node->patterns[node->pattern_count];
                pattern->schema = schema_node(set, schema, &here);
                if (!pattern->schema || !schema_read_regex(set, text, &here, &pattern->code))
                        return false;
                node->pattern_count++;
        }
        return true;
}

static bool read_required(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        if (!json_is_array(value))
                return schema_refuse(set, at, "must be a list of names");
        size_t count = json_array_size(value);
        node->required = arena_array(set->arena, count, sizeof *node->required);
        for (size_t i = 0; i < count; i++) {
                node->required[i] = json_string_value(json_array_get(value, i));
                if (!node->required[i])
                        return schema_refuse(set, at, "must be a list of names");
        }
        node->required_count = count;
        return true;
}

static size_t count_dependencies(const json_t *value)
{
        size_t count = 0;
        const char *member;
        json_t *needed;
        json_object_foreach((json_t *)value, member, needed)
                count += json_array_size(needed);
        return count;
}

static bool read_dependencies(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        size_t count = count_dependencies(value), index;
        node->dependencies = arena_array(set->arena, count, sizeof *node->dependencies);
        const char *member;
        json_t *list, *needed;
        json_object_foreach(value, member, list)
                json_array_foreach(list, index, needed) {
                        if (!json_is_string(needed))
                                return schema_refuse(set, at, "must be lists of names");
                        node->dependencies[node->dependency_count++] =
                                (struct schema_dependency){member, json_string_value(needed)};
                }
        return true;
}

/* The keywords that a schema may have. */
static const struct keyword {
        const char *name;
        schema_read_keyword *read;
        size_t field; /* the offset in struct schema of what it fills; 0, the whole node, if it is more */
        enum schema_part part; /* the entry of `parts` that it makes; PART_END: none */
} keywords[] = {
        {"type", schema_read_type, 0, PART_END},
        {"enum", schema_read_enum, 0, PART_END},
        {"const", schema_read_const, 0, PART_END},
        {"minimum", schema_read_bound, offsetof(struct schema, minimum), PART_END},
        {"maximum", schema_read_bound, offsetof(struct schema, maximum), PART_END},
        {"exclusiveMinimum", schema_read_above, offsetof(struct schema, above), PART_END},
        {"exclusiveMaximum", schema_read_below, offsetof(struct schema, below), PART_END},
        {"minLength", schema_read_count, offsetof(struct schema, min_length), PART_END},
        {"maxLength", schema_read_count, offsetof(struct schema, max_length), PART_END},
        {"pattern", schema_read_pattern, 0, PART_END},
        {"format", schema_read_format, 0, PART_END},
        {"items", read_schema, offsetof(struct schema, items), PART_END},
        {"minItems", schema_read_count, offsetof(struct schema, min_items), PART_END},
        {"maxItems", schema_read_count, offsetof(struct schema, max_items), PART_END},
        {"uniqueItems", schema_read_flag, offsetof(struct schema, unique_items), PART_END},
        {"properties", read_properties, 0, PART_SELF},
        {"required", read_required, 0, PART_END},
        {"dependentRequired", read_dependencies, 0, PART_END},
        {"patternProperties", read_patterns, 0, PART_END},
        {"additionalProperties", read_schema, offsetof(struct schema, additional), PART_END},
        {"unevaluatedProperties", read_schema, offsetof(struct schema, unevaluated), PART_END},
        {"propertyNames", read_schema, offsetof(struct schema, names), PART_END},
        {"minProperties", schema_read_count, offsetof(struct schema, min_properties), PART_END},
        {"maxProperties", schema_read_count, offsetof(struct schema, max_properties), PART_END},
        {"$ref", read_ref, offsetof(struct schema, ref), PART_REF},
        {"allOf", read_list, offsetof(struct schema, all_of), PART_ALL_OF},
        {"anyOf", read_list, offsetof(struct schema, any_of), PART_ANY_OF},
        {"oneOf", read_list, offsetof(struct schema, one_of), PART_ONE_OF},
        {"not", read_schema, offsetof(struct schema, not ), PART_END},
        {"readOnly", schema_read_flag, offsetof(struct schema, read_only), PART_END},
        {"x-restricted", schema_read_flag, offsetof(struct schema, restricted), PART_END},
        {"x-closes", schema_read_flag, offsetof(struct schema, closes), PART_END},
        {"x-open", schema_read_flag, offsetof(struct schema, open), PART_END},
        {"x-tells", schema_read_flag, offsetof(struct schema, reveals), PART_END},
        {"discriminator", ignore_keyword, 0, PART_END}, /* read after oneOf, by read_discriminator() */
        {"title", ignore_keyword, 0, PART_END},
        {"description", ignore_keyword, 0, PART_END},
        {"default", ignore_keyword, 0, PART_END},
        {"example", ignore_keyword, 0, PART_END},
        {"examples", ignore_keyword, 0, PART_END},
        {"deprecated", ignore_keyword, 0, PART_END},
        {"writeOnly", ignore_keyword, 0, PART_END},
        {"$comment", ignore_keyword, 0, PART_END},
        {"$schema", ignore_keyword, 0, PART_END},
        {"$id", ignore_keyword, 0, PART_END},
        {"$defs", ignore_keyword, 0, PART_END},
};

static const struct keyword *keyword_named(const char *name)
{
        static const struct keyword extension = {"x-", ignore_keyword, 0, PART_END};
        for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
                if (strcmp(keywords[i].name, name) == 0)
                        return &keywords[i];
        return strncmp(name, "x-", 2) == 0 ? &extension : NULL;
}

/* The alternative of oneOf that is `target` or refers to it; NULL if there is none. */
static const struct schema *alternative_to(const struct schema *node, const struct schema *target)
{
        for (size_t i = 0; i < node->one_of.count; i++) {
                const struct schema *alternative = node->one_of.schemas[i];
                if (alternative == target || alternative->ref == target)
                        return alternative;
        }
        return NULL;
}

/* Reads the mapping of a discriminator: values, each with a reference to one of the alternatives. */
static bool read_mapping(struct schema_set *set, struct schema *node, json_t *mapping,
                         const struct pointer *at)
{
        const char *value;
        json_t *ref;
        json_object_foreach(mapping, value, ref) {
                const struct pointer here = pointer_member(at, value);
                if (!json_is_string(ref))
                        return schema_refuse(set, &here, "must be a reference");
                const struct schema *target = schema_node_of_ref(set, json_string_value(ref), &here);
                const struct schema *alternative = target ? alternative_to(node, target) : NULL;
                if (!alternative)
                        return schema_refuse(set, &here, "is none of the schemas of oneOf");
                node->branches[node->branch_count++] = (struct schema_branch){value, alternative};
        }
        return true;
}

/* Makes the branches of a discriminator without a mapping: its value is then the name of the schema that an
 * alternative refers to. */
static bool read_names(struct schema_set *set, struct schema *node, const json_t *one_of,
                       const struct pointer *at)
{
        for (size_t i = 0; i < node->one_of.count; i++) {
                const char *ref = json_string_value(json_object_get(json_array_get(one_of, i), "$ref"));
                const char *name = ref ? strrchr(ref, '/') : NULL;
                if (!name)
                        return schema_refuse(set, at, "without a mapping, oneOf must hold references only");
                node->branches[node->branch_count++] =
                        (struct schema_branch){name + 1, node->one_of.schemas[i]};
        }
        return true;
}

static bool read_branches(struct schema_set *set, struct schema *node, const json_t *json, json_t *mapping,
                          const struct pointer *at)
{
        size_t count = mapping ? json_object_size(mapping) : node->one_of.count;
        node->branches = arena_array(set->arena, count, sizeof *node->branches);
        if (mapping ? !read_mapping(set, node, mapping, at)
                    : !read_names(set, node, json_object_get(json, "oneOf"), at))
                return false;
        struct buffer words = BUFFER_OF(set->arena, WORDS_MAX);
        for (size_t i = 0; i < node->branch_count; i++)
                buffer_format(&words, "%s%s", i ? ", " : "", node->branches[i].value);
        node->branch_words = buffer_text(&words);
        return true;
}

static bool read_discriminator(struct schema_set *set, struct schema *node, const json_t *json,
                               const struct pointer *at)
{
        const json_t *discriminator = json_object_get(json, "discriminator");
        if (!discriminator)
                return true;
        const struct pointer here = pointer_member(at, "discriminator");
        if (!node->one_of.count)
                return schema_refuse(set, &here, "stands beside no oneOf");
        node->discriminator = json_string_value(json_object_get(discriminator, "propertyName"));
        json_t *mapping = json_object_get(discriminator, "mapping");
        if (!node->discriminator || json_object_size(discriminator) > (mapping ? 2 : 1))
                return schema_refuse(set, &here,
                                     "must have propertyName, may have mapping, and nothing else");
        if (mapping && !json_object_size(mapping))
                return schema_refuse(set, &here, "has an empty mapping");
        return read_branches(set, node, json, mapping, &here);
}

bool schema_read_keywords(struct schema_set *set, struct schema *node, json_t *json, const struct pointer *at)
{
        size_t parts = 0;
        bool self = false;
        const char *name;
        json_t *value;
        json_object_foreach(json, name, value) {
                const struct pointer here = pointer_member(at, name);
                const struct keyword *keyword = keyword_named(name);
                if (!keyword)
                        return schema_refuse(set, at, "the keyword '%s' is not known", name);
                if (!keyword->read(set, (char *)node + keyword->field, value, &here))
                        return false;
                self = self || keyword->part == PART_SELF;
                if (keyword->part != PART_END)
                        node->parts[parts++] = keyword->part;
        }
        if (!self)
                node->parts[parts++] = PART_SELF;
        static_assert(PART_COUNT > PART_ONE_OF, "room for every part and the end");
        return read_discriminator(set, node, json, at);
}
