#include "formats/register_name.h"

#include <string.h>

void register_name_add(struct buffer *out, const char *base)
{
        const char *host = base ? strstr(base, "://") : NULL;
        if (host)
                buffer_add(out, host + 3, strcspn(host + 3, ":/"));
        else
                buffer_add_string(out, "samrad");
}

void register_name_add_tag(struct buffer *out, const char *base)
{
        buffer_add_string(out, "tag:");
        register_name_add(out, base);
        buffer_add_string(out, ",2026:");
}
