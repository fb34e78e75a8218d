#include "site/site_names.h"

#include "site/parts.h"
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

/* Notes an id; false if memory runs out. */
static bool note(json_t *names, const char *collection, const json_t *id)
{
        json_t *of = json_object_get(names, collection);
        const char *text = json_string_value(id);
        return !text || json_object_get(of, text) || json_object_size(of) >= NAMES_MAX ||
               json_object_set_new(of, text, json_null()) == 0;
}

static bool note_all(json_t *names, const char *collection, const json_t *value)
{
        size_t i;
        json_t *id;
        json_array_foreach((json_t *)value, i, id)
        {
                if (!note(names, collection, id))
                        return false;
        }
        return note(names, collection, value);
}

/* `within` is a body's, unless it is a list of an area's; other members refer to the same wherever they
 * stand. */
static bool look_at(json_t *names, const char *key, const json_t *value)
{
        for (size_t i = 0; i < sizeof references / sizeof *references; i++)
                if (strcmp(references[i].member, key) == 0)
                        return note_all(names, references[i].collection, value);
        return strcmp(key, "within") != 0 || note(names, "bodies", value);
}

/* Answers are no deeper than resources may be (json/read.h). */
static bool look_through(json_t *names, const json_t *value)
{
        const char *key;
        json_t *inner;
        size_t i;
        bool good = true;
        json_object_foreach((json_t *)value, key, inner) good =
                good && look_at(names, key, inner) && look_through(names, inner);
        json_array_foreach((json_t *)value, i, inner) good = good && look_through(names, inner);
        return good;
}

/* The names of the day that the page is about. */
static bool set_names(json_t *of, const json_t *list, const char *called, const char *day)
{
        size_t i;
        json_t *item;
        json_array_foreach(json_object_get(list, "items"), i, item)
        {
                const char *id = json_string_value(json_object_get(item, "id"));
                json_t *name = part_name_on(item, called, day);
                if (id && name && json_object_set(of, id, name) != 0)
                        return false;
        }
        return true;
}

/* Asks for so many names at once as one question holds, `from` and on. */
static bool ask_some(struct registry *registry, struct call *call, json_t *of, size_t which,
                     const char *const *ids, size_t count)
{
        struct buffer target = BUFFER(TARGET_MAX);
        json_t *list;
        buffer_format(&target, "/v1/%s?limit=%d", collections[which].name, NAMES_AT_ONCE);
        subrequest_add_parameter(&target, "fields", collections[which].fields);
        for (size_t i = 0; i < count; i++)
                subrequest_add_parameter(&target, "id", ids[i]);
        return subrequest_buffer(registry, call, &target, &list) &&
               (set_names(of, list, collections[which].called, call_argument(call, "at")) ||
                call_fail_internal(call, "out of memory"));
}

static bool ask_collection(struct registry *registry, struct call *call, json_t *of, size_t which)
{
        size_t count = 0, size = json_object_size(of);
        const char **ids = arena_array(call->arena, size + 1, sizeof *ids);
        const char *id;
        json_t *unused;
        if (!ids)
                return call_fail_internal(call, "out of memory");
        json_object_foreach(of, id, unused)
        {
                ids[count] = arena_copy(call->arena, id, strlen(id));
                if (!ids[count++])
                        return call_fail_internal(call, "out of memory");
        }
        for (size_t i = 0; i < count; i += NAMES_AT_ONCE) {
                size_t some = count - i < NAMES_AT_ONCE ? count - i : NAMES_AT_ONCE;
                if (!ask_some(registry, call, of, which, ids + i, some))
                        return false;
        }
        return true;
}

static void release(void *value)
{
        json_decref(value);
}

static json_t *make_names(struct call *call)
{
        json_t *names = json_object();
        bool good = names != NULL;
        for (size_t i = 0; good && i < sizeof collections / sizeof *collections; i++)
                good = json_object_set_new(names, collections[i].name, json_object()) == 0;
        if (!good)
                json_decref(names);
        if (!good)
                return NULL;
        arena_defer(call->arena, release, names);
        return names;
}

bool site_names_find(struct registry *registry, struct call *call, const json_t *const *answers, size_t count,
                     json_t **ret)
{
        json_t *names = make_names(call);
        bool good = names != NULL;
        for (size_t i = 0; good && i < count; i++)
                good = look_through(names, answers[i]);
        if (!good)
                return call_fail_internal(call, "out of memory");
        for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
                if (!ask_collection(registry, call, json_object_get(names, collections[i].name), i))
                        return false;
        *ret = names;
        return true;
}
