#include "json/merge_patch.h"

#include <string.h>

/* Sets a member and returns the object; takes ownership of `value`. If that fails, the object is released and
 * NULL returned, because a result that lacks a member is of no use. */
static json_t *with_member(json_t *object, const char *key, json_t *value)
{
        if (value && json_object_set_new_nocheck(object, key, value) == 0)
                return object;
        json_decref(object);
        return NULL;
}

/* A new object with the target's members; an empty one if the target is no object. It still shares its values
 * with the target: those that are not replaced are copied afterwards. */
static json_t *members_of(const json_t *target)
{
        return json_is_object(target) ? json_copy((json_t *)target) : json_object();
}

static json_t *copy_unpatched(json_t *result, const json_t *patch)
{
        const char *key;
        json_t *value;
        void *next;
        json_object_foreach_safe(result, next, key, value) {
                if (!json_object_get(patch, key))
                        result = with_member(result, key, json_deep_copy(value));
                if (!result)
                        return NULL;
        }
        return result;
}

json_t *merge_patch_apply(const json_t *target, const json_t *patch)
{
        if (!json_is_object(patch))
                return json_deep_copy(patch);
        json_t *result = members_of(target);
        if (result)
                result = copy_unpatched(result, patch);
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)patch, key, value) {
                if (!result)
                        return NULL;
                if (json_is_null(value))
                        json_object_del(result, key);
                else
                        result = with_member(result, key,
                                             merge_patch_apply(json_object_get(target, key), value));
        }
        return result;
}

/* Adds to the patch every member of `after` that is new or differs. */
static json_t *add_changes(json_t *patch, const json_t *before, const json_t *after)
{
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)after, key, value) {
                const json_t *old = json_object_get(before, key);
                if (old && json_equal(old, value))
                        continue;
                patch = with_member(patch, key, merge_patch_diff(old, value));
                if (!patch)
                        return NULL;
        }
        return patch;
}

json_t *merge_patch_diff(const json_t *before, const json_t *after)
{
        if (!json_is_object(before) || !json_is_object(after))
                return json_deep_copy(after);
        json_t *patch = json_object();
        if (patch)
                patch = add_changes(patch, before, after);
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)before, key, value) {
                if (patch && !json_object_get(after, key))
                        patch = with_member(patch, key, json_null());
        }
        return patch;
}
