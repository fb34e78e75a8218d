#include "json/member.h"

const char *member_text(const json_t *object, const char *key)
{
        return json_string_value(json_object_get(object, key));
}

const char *member_text_or(const json_t *object, const char *key, const char *otherwise)
{
        const char *text = member_text(object, key);
        return text ? text : otherwise;
}

const json_t *member_included(const json_t *resource, const char *name)
{
        return json_array_get(json_object_get(json_object_get(resource, "included"), name), 0);
}
