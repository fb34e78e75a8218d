#include "site/site_names.h"

#include "json/tree.h"
#include "site/parts/parts.h"
#include "site/subrequest.h"

#include <string.h>

/* The most names of one collection on one page. The longest lists on pages have a hundred entries, each with
 * a few references. */
#define NAMES_MAX     400
/* How many names one subrequest gets. */
#define NAMES_AT_ONCE 100
#define TARGET_MAX    ((size_t)32 * 1024)

/* The members of resources that are references, and the collections that they refer to. */
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

/* The collections: the member with the name of a resource, and the fields that are needed for it. */
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

/* Notes the references in a member. `within` refers to a body if it is a string; in an area it is a list. All
 * other members refer to the same collection in each resource. */
static void note_member(json_t *names, const char *key, const json_t *value)
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

/* Notes all references in a value. The recursion is bounded, since answers are no deeper than resources may
 * be (POINTER_DEPTH_MAX). */
static void note_references(json_t *names, const json_t *value)
{
        const char *key;
        json_t *inner;
        size_t i;
        json_object_foreach((json_t *)value, key, inner) {
                note_member(names, key, inner);
                note_references(names, inner);
        }
        json_array_foreach((json_t *)value, i, inner)
                note_references(names, inner);
}

/* Sets the names in `of` to those that the resources of a list have on a day. */
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

/* Gets the names of at most NAMES_AT_ONCE resources. */
static bool get_names_once(struct registry *registry, struct call *call, json_t *of, size_t which,
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

/* Gets all names of one collection. */
static bool get_names(struct registry *registry, struct call *call, json_t *of, size_t which)
{
        size_t count = 0, size = json_object_size(of);
        const char **ids = arena_array(call->arena, size + 1, sizeof *ids);
        const char *id;
        json_t *unused;
        json_object_foreach(of, id, unused)
                ids[count++] = arena_string(call->arena, id);
        for (size_t i = 0; i < count; i += NAMES_AT_ONCE) {
                size_t some = count - i < NAMES_AT_ONCE ? count - i : NAMES_AT_ONCE;
                if (!get_names_once(registry, call, of, which, ids + i, some))
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
                note_references(names, answers[i]);
        for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
                if (!get_names(registry, call, json_object_get(names, collections[i].name), i))
                        return false;
        *ret = names;
        return true;
}
