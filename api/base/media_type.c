#include "base/media_type.h"

#include <stddef.h>
#include <string.h>

static bool ends_with(const char *text, size_t length, const char *end)
{
        size_t end_length = strlen(end);
        return length >= end_length && memcmp(text + length - end_length, end, end_length) == 0;
}

bool media_type_is_text(const char *media_type)
{
        static const char *const ends[] = {"json", "xml", "yaml", "javascript"};
        if (strncmp(media_type, "text/", 5) == 0)
                return true;
        size_t length = strcspn(media_type, "; ");
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
                if (ends_with(media_type, length, ends[i]))
                        return true;
        return false;
}
