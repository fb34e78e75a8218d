/* The table of nodes, the references between them, and what can be computed only when all nodes exist. */
#include "schema/schema_compile.h"

#include <stdint.h>
#include <string.h>

/* An entry of the hash table of nodes. */
struct schema_entry {
        struct schema_entry *next; /* in the same bucket */
        const json_t *json;        /* the key: the schema in the document */
        struct schema *node;
};

struct schema_set *schema_set_new(struct arena *arena, json_t *document)
{
        struct schema_set *set = arena_alloc(arena, sizeof *set);
        *set = (struct schema_set){.arena = arena, .document = document};
        return set;
}

bool schema_refuse(struct schema_set *set, const struct pointer *at, const char *format, ...)
{
        if (set->error)
                return false;
        va_list args;
        va_start(args, format);
        const char *words = arena_vformat(set->arena, format, args);
        va_end(args);
        set->error = arena_format(set->arena, "%s: %s", pointer_text(at, set->arena), words);
        return false;
}

static struct schema_entry **bucket_of(struct schema_set *set, const json_t *json)
{
        return &set->buckets[((uintptr_t)json >> 4) % SCHEMA_BUCKETS];
}

static struct schema *known_node(struct schema_set *set, const json_t *json)
{
        for (const struct schema_entry *entry = *bucket_of(set, json); entry; entry = entry->next)
                if (entry->json == json)
                        return entry->node;
        return NULL;
}

static struct schema *add_node(struct schema_set *set, const json_t *json, const struct pointer *at)
{
        struct schema_entry *entry = arena_alloc(set->arena, sizeof *entry);
        struct schema *node = arena_alloc(set->arena, sizeof *node);
        *node = (struct schema){.next = set->nodes,
                                .place = pointer_text(at, set->arena),
                                .max_length = SCHEMA_NO_MAX,
                                .max_items = SCHEMA_NO_MAX,
                                .max_properties = SCHEMA_NO_MAX};
        set->nodes = node;
        struct schema_entry **bucket = bucket_of(set, json);
        *entry = (struct schema_entry){.next = *bucket, .json = json, .node = node};
        *bucket = entry;
        return node;
}

const struct schema *schema_node(struct schema_set *set, json_t *json, const struct pointer *at)
{
        struct schema *node = known_node(set, json);
        if (node)
                return node;
        if (!json_is_object(json) && !json_is_boolean(json)) {
                schema_refuse(set, at, "a schema must be an object, true or false");
                return NULL;
        }
        node = add_node(set, json, at);
        if (json_is_boolean(json)) {
                node->never = json_is_false(json);
                node->parts[0] = PART_SELF;
                return node;
        }
        return schema_read_keywords(set, node, json, at) ? node : NULL;
}

static int hex_value(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Undoes the percent escapes of a URI fragment, in place. */
static void decode_percent(char *text)
{
        char *out = text;
        for (; *text; text++) {
                int high = *text == '%' ? hex_value(text[1]) : -1;
                int low = high >= 0 ? hex_value(text[2]) : -1;
                if (low >= 0) {
                        *out++ = (char)(high * 16 + low);
                        text += 2;
                } else {
                        *out++ = *text;
                }
        }
        *out = '\0';
}

/* Undoes the escapes of one step of a JSON pointer, in place. */
static void decode_step(char *step)
{
        char *out = step;
        for (; *step; step++) {
                if (step[0] == '~' && (step[1] == '0' || step[1] == '1'))
                        *out++ = *++step == '0' ? '~' : '/';
                else
                        *out++ = *step;
        }
        *out = '\0';
}

static json_t *array_step(const json_t *array, const char *step)
{
        size_t index = 0;
        for (const char *c = step; *c; c++) {
                if (*c < '0' || *c > '9' || index > json_array_size(array))
                        return NULL;
                index = index * 10 + (size_t)(*c - '0');
        }
        return *step ? json_array_get(array, index) : NULL;
}

/* The value at a JSON pointer, whose text is changed on the way. NULL if there is none. */
static json_t *value_at(json_t *json, char *pointer)
{
        while (json && *pointer == '/') {
                char *step = pointer + 1;
                pointer = strchr(step, '/');
                if (pointer)
                        *pointer = '\0';
                decode_step(step);
                json = json_is_array(json) ? array_step(json, step) : json_object_get(json, step);
                if (!pointer)
                        return json;
                *pointer = '/';
        }
        return *pointer ? NULL : json;
}

const struct schema *schema_node_of_ref(struct schema_set *set, const char *ref, const struct pointer *at)
{
        char *pointer = arena_copy(set->arena, ref, strlen(ref));
        json_t *json = NULL;
        if (*pointer == '#') {
                decode_percent(pointer);
                json = value_at(set->document, pointer + 1);
        }
        if (!json) {
                schema_refuse(set, at, "the reference '%s' points to nothing in this document", ref);
                return NULL;
        }
        const struct pointer there = {.name = ref};
        return schema_node(set, json, &there);
}

typedef bool visit_child(void *context, struct schema *child);

static bool visit_list(const struct schema_list *list, visit_child *visit, void *context)
{
        for (size_t i = 0; i < list->count; i++)
                if (!visit(context, (struct schema *)list->schemas[i]))
                        return false;
        return true;
}

static bool visit_one(const struct schema *child, visit_child *visit, void *context)
{
        return !child || visit(context, (struct schema *)child);
}

/* Visits the schemas that this one applies to the same value. */
static bool each_applied(const struct schema *node, visit_child *visit, void *context)
{
        return visit_one(node->ref, visit, context) && visit_one(node->not, visit, context) &&
               visit_list(&node->all_of, visit, context) && visit_list(&node->any_of, visit, context) &&
               visit_list(&node->one_of, visit, context);
}

/* Visits the schemas that this one applies to members and items of the value. */
static bool each_inside(const struct schema *node, visit_child *visit, void *context)
{
        for (size_t i = 0; i < node->property_count; i++)
                if (!visit_one(node->properties[i].schema, visit, context))
                        return false;
        for (size_t i = 0; i < node->pattern_count; i++)
                if (!visit_one(node->patterns[i].schema, visit, context))
                        return false;
        return visit_one(node->items, visit, context) && visit_one(node->additional, visit, context) &&
               visit_one(node->unevaluated, visit, context);
}

/* Refuses a schema that applies itself, directly or through others, to the same value: checking with it would
 * never end. A depth-first search. */
static bool refuse_endless(void *context, struct schema *node)
{
        struct schema_set *set = context;
        if (node->search == SEEN)
                return true;
        if (node->search == SEEING) {
                const struct pointer there = {.name = node->place};
                return schema_refuse(set, &there, "the schema applies itself to the same value");
        }
        node->search = SEEING;
        if (!each_applied(node, refuse_endless, set))
                return false;
        node->search = SEEN;
        return true;
}

static bool is_free_of_restricted(void *context, struct schema *child)
{
        (void)context;
        return !child->holds_restricted;
}

/* Sets `holds_restricted` in every new node from which a restricted schema can be reached. References may
 * form circles, so it repeats until nothing changes. Nodes of earlier compilations refer to no new ones. */
static void spread_restricted(struct schema_set *set)
{
        bool changed = true;
        while (changed) {
                changed = false;
                for (struct schema *node = set->nodes; node != set->finished; node = node->next) {
                        if (node->holds_restricted)
                                continue;
                        node->holds_restricted = node->restricted || node->closes ||
                                                 !each_applied(node, is_free_of_restricted, NULL) ||
                                                 !each_inside(node, is_free_of_restricted, NULL);
                        changed = changed || node->holds_restricted;
                }
        }
}

/* Ends a compilation: does what needs all nodes. Returns the schema, or NULL with the set's error. */
static const struct schema *end_compilation(struct schema_set *set, const struct schema *schema,
                                            const char **ret_error)
{
        for (struct schema *node = set->nodes; schema && node != set->finished; node = node->next)
                if (!refuse_endless(set, node))
                        schema = NULL;
        if (schema)
                spread_restricted(set);
        else
                *ret_error = set->error;
        set->finished = set->nodes;
        return schema;
}

const struct schema *schema_compile(struct schema_set *set, json_t *schema, const char *place,
                                    const char **ret_error)
{
        const struct pointer top = {.name = place};
        return end_compilation(set, set->error ? NULL : schema_node(set, schema, &top), ret_error);
}

const struct schema *schema_compile_ref(struct schema_set *set, const char *ref, const char **ret_error)
{
        const struct pointer top = {.name = ref};
        return end_compilation(set, set->error ? NULL : schema_node_of_ref(set, ref, &top), ret_error);
}
