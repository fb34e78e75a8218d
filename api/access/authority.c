#include "access/authority.h"

#include "json/tree.h"

#include <string.h>

static const char *text_of(const json_t *row, const char *key)
{
        return json_string_value(json_object_get(row, key));
}

static void add_refused(struct call *call, const json_t *row)
{
        enum fault_code code = fault_code_find(text_of(row, "code"));
        bool below = code != FAULT_NOT_BELOW_BODY;
        const char *place = "", *pointer = text_of(row, "pointer");
        if (call->places.find)
                place = call->places.find(call->places.context, text_of(row, "collection"),
                                          text_of(row, "id"));
        pointer = arena_format(call->arena, "%s%s", place, pointer);
        if (code != FAULT_CODE_COUNT)
                fault_add(&call->faults, FAULT_POINTER, pointer, code, text_of(row, below ? "body" : "id"),
                          text_of(row, below ? "kept_by" : "collection"));
}

bool authority_refuse(struct call *call, const char *reason)
{
        const json_t *said = tree_load(call->arena, reason, strlen(reason)), *row;
        const char *bound = text_of(said, "bound");
        if (!bound)
                return call_fail_internal(call, "a refusal without a reason");
        size_t index;
        json_array_foreach(json_object_get(said, "refused"), index, row)
                add_refused(call, row);
        return call_fail(call, PROBLEM_FORBIDDEN, *bound ? FAULT_BOUND_TO : FAULT_BOUND_TO_NONE, bound, NULL);
}
