#include "json/json_patch.h"

#include "json/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Documents are at most this deep (POINTER_DEPTH_MAX), so a longer path leads to nothing. */
#define DEPTH_MAX 64

/* A JSON pointer (RFC 6901), split into the names between its slashes. */
struct path {
        const char *names[DEPTH_MAX];
        size_t count;
};

/* One patch while it is applied. */
struct patching {
        struct arena *arena;
        json_t **target;       /* the document as the operations so far have left it */
        struct faults *faults; /* where a fault of the patch is added */
        size_t number;         /* the index of the current operation in the patch */
};

static bool add_patch_fault(struct patching *patching, const char *member, enum fault_code code,
                            const char *arg)
{
        fault_add(patching->faults, FAULT_POINTER,
                  arena_format(patching->arena, "/%zu%s%s", patching->number, *member ? "/" : "", member),
                  code, arg, NULL);
        return false;
}

/* Replaces "~1" by a slash and "~0" by a tilde, in place. */
static void unescape_name(char *name)
{
        char *to = name;
        for (const char *from = name; *from; from++) {
                bool escaped = *from == '~' && (from[1] == '0' || from[1] == '1');
                *to++ = !escaped ? *from : from[1] == '1' ? '/' : '~';
                from += escaped;
        }
        *to = '\0';
}

static bool read_path(struct arena *arena, const char *text, struct path *ret)
{
        *ret = (struct path){0};
        if (*text && *text != '/')
                return false;
        while (*text) {
                size_t length = strcspn(++text, "/");
                char *name = arena_copy(arena, text, length);
                if (ret->count == DEPTH_MAX)
                        return false;
                unescape_name(name);
                ret->names[ret->count++] = name;
                text += length;
        }
        return true;
}

/* The index that a name means in a list of `count` items; "-" is the index after the last. SIZE_MAX if the
 * name is no index. */
static size_t index_of(const char *name, size_t count)
{
        char *end;
        if (strcmp(name, "-") == 0)
                return count;
        if (!*name || strlen(name) > 9 || strspn(name, "0123456789") != strlen(name) ||
            (*name == '0' && name[1]))
                return SIZE_MAX;
        return strtoul(name, &end, 10);
}

static json_t *child_of(json_t *value, const char *name)
{
        if (json_is_object(value))
                return json_object_get(value, name);
        return json_is_array(value) ? json_array_get(value, index_of(name, json_array_size(value))) : NULL;
}

/* The value that the first `count` names of a path lead to; NULL if there is none. */
static json_t *value_at(json_t *value, const struct path *path, size_t count)
{
        for (size_t i = 0; value && i < count; i++)
                value = child_of(value, path->names[i]);
        return value;
}

/* Adds a value, which it takes ownership of. */
static bool add_value(struct patching *patching, const struct path *at, json_t *value)
{
        if (at->count == 0) {
                *patching->target = tree_tie(patching->arena, value);
                return true;
        }
        json_t *parent = value_at(*patching->target, at, at->count - 1);
        const char *name = at->names[at->count - 1];
        if (json_is_object(parent))
                return json_object_set_new(parent, name, value) == 0;
        if (json_is_array(parent))
                return json_array_insert_new(parent, index_of(name, json_array_size(parent)), value) == 0;
        json_decref(value);
        return false;
}

static bool remove_value(struct patching *patching, const struct path *at)
{
        if (at->count == 0)
                return false;
        json_t *parent = value_at(*patching->target, at, at->count - 1);
        const char *name = at->names[at->count - 1];
        if (json_is_object(parent))
                return json_object_del(parent, name) == 0;
        return json_is_array(parent) &&
               json_array_remove(parent, index_of(name, json_array_size(parent))) == 0;
}

static bool replace_value(struct patching *patching, const struct path *at, json_t *value)
{
        if (at->count && !remove_value(patching, at)) {
                json_decref(value);
                return false;
        }
        return add_value(patching, at, value);
}

/* A copy of the value that a move or copy operation names in `from`, as a new reference; NULL if there is
 * none. */
static json_t *copy_from(struct patching *patching, const json_t *operation, struct path *ret)
{
        const char *text = json_string_value(json_object_get(operation, "from"));
        json_t *value = text && read_path(patching->arena, text, ret)
                                ? value_at(*patching->target, ret, ret->count)
                                : NULL;
        return value ? json_deep_copy(value) : NULL;
}

static bool move_or_copy(struct patching *patching, const json_t *operation, const struct path *at, bool move)
{
        struct path from;
        json_t *value = copy_from(patching, operation, &from);
        if (!value)
                return add_patch_fault(patching, "from", FAULT_NOTHING_THERE, NULL);
        if (move && !remove_value(patching, &from)) {
                json_decref(value);
                return add_patch_fault(patching, "from", FAULT_NOTHING_THERE, NULL);
        }
        return add_value(patching, at, value) || add_patch_fault(patching, "path", FAULT_NOTHING_THERE, NULL);
}

static bool apply_operation(struct patching *patching, const json_t *operation)
{
        const char *op = json_string_value(json_object_get(operation, "op"));
        const char *path = json_string_value(json_object_get(operation, "path"));
        json_t *value = json_object_get(operation, "value");
        struct path at;
        if (!op || !path)
                return add_patch_fault(patching, "", FAULT_REQUIRED, op ? "path" : "op");
        if (!read_path(patching->arena, path, &at))
                return add_patch_fault(patching, "path", FAULT_NOTHING_THERE, NULL);
        if (strcmp(op, "move") == 0 || strcmp(op, "copy") == 0)
                return move_or_copy(patching, operation, &at, *op == 'm');
        if (strcmp(op, "remove") == 0)
                return remove_value(patching, &at) ||
                       add_patch_fault(patching, "path", FAULT_NOTHING_THERE, NULL);
        if (!value)
                return add_patch_fault(patching, "", FAULT_REQUIRED, "value");
        if (strcmp(op, "test") == 0)
                return json_equal(value_at(*patching->target, &at, at.count), value) ||
                       add_patch_fault(patching, "value", FAULT_TEST_FAILED, NULL);
        if (strcmp(op, "add") == 0)
                return add_value(patching, &at, json_deep_copy(value)) ||
                       add_patch_fault(patching, "path", FAULT_NOTHING_THERE, NULL);
        if (strcmp(op, "replace") == 0)
                return replace_value(patching, &at, json_deep_copy(value)) ||
                       add_patch_fault(patching, "path", FAULT_NOTHING_THERE, NULL);
        return add_patch_fault(patching, "op", FAULT_ENUM, "add, copy, move, remove, replace, test");
}

bool json_patch_apply(struct arena *arena, json_t **target, const json_t *patch, struct faults *faults)
{
        struct patching patching = {.arena = arena, .target = target, .faults = faults};
        assert(*target);
        if (!json_is_array(patch) || json_array_size(patch) > JSON_PATCH_MAX) {
                fault_add(faults, FAULT_POINTER, "", json_is_array(patch) ? FAULT_MAX_ITEMS : FAULT_TYPE,
                          json_is_array(patch) ? "100" : "array", NULL);
                return false;
        }
        for (; patching.number < json_array_size(patch); patching.number++)
                if (!apply_operation(&patching, json_array_get(patch, patching.number)))
                        return false;
        return true;
}
