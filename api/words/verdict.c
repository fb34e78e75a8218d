#include "words/verdict.h"

#include <string.h>

enum verdict verdict_named(const char *name)
{
        for (int i = 0; name && i < VERDICT_COUNT; i++)
                if (strcmp(verdict_name((enum verdict)i), name) == 0)
                        return (enum verdict)i;
        return VERDICT_UNKNOWN;
}

enum verdict verdict_in(const json_t *object)
{
        return verdict_named(json_string_value(json_object_get(object, "verdict")));
}
