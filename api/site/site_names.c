#include "site/site_names.h"

#include "json/tree.h"
#include "site/parts/parts.h"
#include "site/subrequest.h"

#include <string.h>

/* Names of one collection on one page; there are lists of a hundred. */
#define NAMES_MAX     400
/* A question; its answer is as large as so many names. */
#define NAMES_AT_ONCE 100
#define TARGET_MAX    ((size_t)32 * 1024)

/* Members of resources that refer, and to what. */
static const struct {
        const char *member, *collection;
} references[] = {
        {"organisation", "organisations"},
        {"establishedBy", "organisations"},
        {"through", "organisations"},
        {"party", "organisations"},
        {"comprises", "organisations"},
        {"predecessors", "organisations"},
        {"body", "bodies"},
        {"establishes", "bodies"},
        {"area", "areas"},
        {"office", "offices"},
        {"person", "persons"},
        {"agreement", "agreements"},
        {"meeting", "meetings"},
        {"renews", "agreements"},
        {"supersedes", "agreements"},
};

/* The collections, which member is what people call it, and the fields that say so. */
static const struct {
        const char *name, *called, *fields;
} collections[] = {{"organisations", "name", "name,names"},
                   {"bodies", "name", "name,names"},
                   {"areas", "name", "name"},
                   {"offices", "title", "title"},
                   {"persons", "name", "name,names"},
                   {"agreements", "title", "title"},
                   {"meetings", "day", "day"}};

static void note_id(json_t *names, const char *collection, const json_t *id)
{
        json_t *of = json_object_get(names, collection);
        const char *text = json_string_value(id);
        if (text && !json_object_get(of, text) && json_object_size(of) < NAMES_MAX)
                tree_set(of, text, json_null());
}

static void note_all(json_t *names, const char *collection, const json_t *value)
{
        size_t i;
        json_t *id;
        json_array_foreach((json_t *)value, i, id)
                note_id(names, collection, id);
        note_id(names, collection, value);
}

/* `within` is a body's, unless it is a list of an area's; other members refer to the same wherever they
 * stand. */
static void look_at(json_t *names, const char *key, const json_t *value)
{
        for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
                if (strcmp(references[i].member, key) == 0) {
                        note_all(names, references[i].collection, value);
                        return;
                }
        }
        if (strcmp(key, "within") == 0)
                note_id(names, "bodies", value);
}

/* Answers are no deeper than resources may be (json/parse.h). */
static void look_through(json_t *names, const json_t *value)
{
        const char *key;
        json_t *inner;
        size_t i;
        json_object_foreach((json_t *)value, key, inner) {
                look_at(names, key, inner);
                look_through(names, inner);
        }
        json_array_foreach((json_t *)value, i, inner)
                look_through(names, inner);
}

/* The names of the day that the page is about. */
static void set_names(json_t *of, const json_t *list, const char *called, const char *day)
{
        size_t i;
        json_t *item;
        json_array_foreach(json_object_get(list, "items"), i, item) {
                const char *id = json_string_value(json_object_get(item, "id"));
                json_t *name = part_name_on(item, called, day);
                if (id && name)
                        tree_set(of, id, json_incref(name));
        }
}

/* Asks for so many names at once as one question holds, `from` and on. */
static bool ask_some(struct registry *registry, struct call *call, json_t *of, size_t which,
                     const char *const *ids, size_t count)
{
        struct buffer target = BUFFER_OF(call->arena, TARGET_MAX);
        json_t *list;
        buffer_format(&target, "/v1/%s?limit=%d", collections[which].name, NAMES_AT_ONCE);
        subrequest_add_parameter(&target, "fields", collections[which].fields);
        for (size_t i = 0; i < count; i++)
                subrequest_add_parameter(&target, "id", ids[i]);
        if (!subrequest(registry, call, buffer_text(&target), &list))
                return false;
        set_names(of, list, collections[which].called, call_argument(call, "at"));
        return true;
}

static bool ask_collection(struct registry *registry, struct call *call, json_t *of, size_t which)
{
        size_t count = 0, size = json_object_size(of);
        const char **ids = arena_array(call->arena, size + 1, sizeof *ids);
        const char *id;
        json_t *unused;
        json_object_foreach(of, id, unused)
                ids[count++] = arena_string(call->arena, id);
        for (size_t i = 0; i < count; i += NAMES_AT_ONCE) {
                size_t some = count - i < NAMES_AT_ONCE ? count - i : NAMES_AT_ONCE;
                if (!ask_some(registry, call, of, which, ids + i, some))
                        return false;
        }
        return true;
}

bool site_names_find(struct registry *registry, struct call *call, const json_t *const *answers, size_t count,
                     json_t **ret)
{
        json_t *names = tree_object(call->arena);
        for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
                tree_set(names, collections[i].name, json_object());
        for (size_t i = 0; i < count; i++)
                look_through(names, answers[i]);
        for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
                if (!ask_collection(registry, call, json_object_get(names, collections[i].name), i))
                        return false;
        *ret = names;
        return true;
}
