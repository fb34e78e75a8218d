#include "base/percent.h"

#include <string.h>

void percent_add(struct buffer *out, const char *text, const char *also)
{
        static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        for (; *text; text++) {
                if (strchr(plain, *text) || strchr(also, *text))
                        buffer_add_char(out, *text);
                else
                        buffer_format(out, "%%%02X", (unsigned)(unsigned char)*text);
        }
}
